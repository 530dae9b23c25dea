# Completion of mpn for elvish: mpn itself says how the line may end. Written by `mpn completions elvish`.

use str

set edit:completion:arg-completer[mpn] = {|@words|
    # An empty argument would be lost on its way: what is unfinished has a sign before it.
    e:mpn __complete elvish (all $words[..-1]) '='$words[-1] | from-lines | each {|line|
        if (eq $line :files) {
            edit:complete-filename $words[-1]
        } else {
            var value about = (str:split &max=2 "\t" $line)
            var shown = (if (eq $about '') { put $value } else { put $value'  -- '$about })
            edit:complex-candidate $value &display=$shown &code-suffix=' '
        }
    }
}
