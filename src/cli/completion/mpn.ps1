# Completion of mpn for PowerShell: mpn itself says how the line may end. Written by
# `mpn completions powershell`.

Register-ArgumentCompleter -Native -CommandName mpn -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        })
    # An empty argument would be lost on its way: what is unfinished has a sign before it.
    $current = '=' + $wordToComplete.Trim("'", '"')
    & mpn __complete powershell @words $current 2>$null |
        Where-Object { $_ -ne ':files' } |
        ForEach-Object {
            $value, $about = $_ -split "`t", 2
            $typed = $value
            if ($value -notmatch '^[\p{L}\p{N}_.:/+=%-][\p{L}\p{N}_.:/+=%@,-]*$') {
                $typed = "'" + $value.Replace("'", "''") + "'"
            }
            if (-not $about) { $about = $value }
            [System.Management.Automation.CompletionResult]::new($typed, $value, 'ParameterValue', $about)
        }
}
