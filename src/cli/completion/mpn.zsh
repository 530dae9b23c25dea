#compdef mpn
# Completion of mpn for zsh: mpn itself says how the line may end. Written by `mpn completions zsh`.

_mpn() {
    local line value about files=0
    local -a values shown
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            files=1
            continue
        fi
        value=${line%%$'\t'*}
        about=${line#*$'\t'}
        values+=("$value")
        if [[ -n $about ]]; then
            shown+=("$value  -- $about")
        else
            shown+=("$value")
        fi
    done < <(command mpn __complete zsh "${(@Q)words[1,CURRENT-1]}" "=${(Q)PREFIX}" 2>/dev/null)
    (( ${#values} )) && compadd -l -M 'm:{[:lower:]}={[:upper:]}' -V mpn -d shown -a values
    (( files )) && _files
    return 0
}

if [[ $funcstack[1] == _mpn ]]; then
    _mpn "$@"
else
    compdef _mpn mpn
fi
