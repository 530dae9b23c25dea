# Completion of mpn for fish: mpn itself says how the line may end. Written by `mpn completions fish`.

function __mpn_complete
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    set -l current (commandline --current-token --cut-at-cursor)
    for line in (command mpn __complete fish $words "=$current" 2>/dev/null)
        if test "$line" = ":files"
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end

complete --command mpn --no-files --keep-order --arguments '(__mpn_complete)'
