# Completion of mpn for bash: mpn itself says how the line may end. Written by `mpn completions bash`.

_mpn() {
    local reply
    COMPREPLY=()
    while IFS= read -r reply; do
        if [[ $reply == :files ]]; then
            compopt -o default 2>/dev/null
        else
            COMPREPLY+=("$reply")
        fi
    done < <(command mpn __complete bash "$COMP_TYPE" "=$2" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}

complete -o nosort -F _mpn mpn 2>/dev/null || complete -F _mpn mpn
