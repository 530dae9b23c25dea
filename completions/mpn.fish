# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_mpn_global_optspecs
    string join \n V/version ledger= as= identity= config= o/output= columns= y/yes no-input n/dry-run reason= on= request-id= as-of= wait= now= q/quiet v/verbose color= h/help
end

function __fish_mpn_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_mpn_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_mpn_using_subcommand
    set -l cmd (__fish_mpn_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c mpn -n "__fish_mpn_needs_command" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_needs_command" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_needs_command" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_needs_command" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_needs_command" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_needs_command" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_needs_command" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_needs_command" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_needs_command" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_needs_command" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_needs_command" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_needs_command" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_needs_command" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_needs_command" -s V -l version -d 'Print the version'
complete -c mpn -n "__fish_mpn_needs_command" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_needs_command" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_needs_command" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_needs_command" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_needs_command" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "init" -d 'Make a ledger, its first admin and its identity'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "whoami" -d 'Tell who is acting, and what they may do'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "membership" -d 'Memberships: what was purchased'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "user" -d 'Users and their roles'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "benefits" -d 'Everything the memberships grant'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "software" -d 'Software and its product keys'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "azure" -d 'Azure credit, monthly and bulk'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "vs" -d 'Visual Studio seats'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "license" -d 'License keys, redeemed once'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "support" -d 'Technical support: contracts and incidents'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "advisory" -d 'Advisory hours for presales and deployment'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "gtm" -d 'Go-To-Market offers'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "cancel" -d 'Give a membership back for a refund'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "status" -d 'Show everything on one screen'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "due" -d 'List every deadline, with what to do about it'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "calendar" -d 'Write every deadline as an iCalendar file'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "what-if" -d 'Tell what a change would do, without doing it'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "why" -d 'Tell what the rules say of a command, without doing it'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "plan" -d 'Tell what would become of each row of a file of wishes'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "apply" -d 'Do what a plan or a file of wishes says, in one operation'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "history" -d 'What happened, and why'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "undo" -d 'Take an operation back, by another operation'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "ledger" -d 'The ledger itself'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "catalog" -d 'The programs: offers, benefits and figures, as data'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "config" -d 'Where things are, and why'
complete -c mpn -n "__fish_mpn_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c mpn -n "__fish_mpn_using_subcommand init" -l org -d 'The organization\'s name' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l tenant -d 'The tenant that license keys are redeemed on' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l account-email -d 'The email of the Partner Center account' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l admin -d 'The first admin, who becomes global-admin' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l program -d 'The program to go by' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l from -d 'An opening statement: a TOML file that says what already is' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand init" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand init" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand init" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand init" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand init" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand init" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand init" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand init" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand init" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand whoami" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -f -a "list" -d 'List all memberships'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -f -a "show" -d 'Show one membership'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -f -a "purchase" -d 'Record that an offer was purchased; its benefits follow'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and not __fish_seen_subcommand_from list show purchase renew" -f -a "renew" -d 'Record that a membership was renewed: after its anniversary, within 30 days'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l competency -d 'What a Silver or Gold membership is bought for' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l price -d 'What it cost' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from purchase" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand membership; and __fish_seen_subcommand_from renew" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -f -a "list" -d 'List all users'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -f -a "show" -d 'Show one user, and what they hold'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -f -a "add" -d 'Add a user'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -f -a "update" -d 'Change what is known of a user'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -f -a "grant" -d 'Give a role'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -f -a "revoke" -d 'Take a role'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -f -a "offboard" -d 'Take everything from somebody who leaves, in one operation'
complete -c mpn -n "__fish_mpn_using_subcommand user; and not __fish_seen_subcommand_from list show add update grant revoke offboard import" -f -a "import" -d 'Bring the users in line with a directory'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l name -d 'The name to show' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l role -d 'A role to begin with; may be given several times' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l country -d 'Where the user works, as NL' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l offer-held -d 'A licensing, prepaid or credit offer the user holds elsewhere; may be given several times' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l guest -d 'A guest of the directory'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l csp-only -d 'Associated to CSP only, not to MPN'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l name -d 'Another name' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l country -d 'Another country' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l email -d 'Another email; what the user holds goes along' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l associated -d 'Which program the account is associated with' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l offer-held -d 'All offers the user holds elsewhere; `none` for none' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from grant" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from offboard" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand user; and __fish_seen_subcommand_from import" -f -a "entra" -d 'Read a "Download users" file of Microsoft Entra ID'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -f -a "list" -d 'List what the memberships grant, of every category'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -f -a "show" -d 'Show one benefit with all its details'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and not __fish_seen_subcommand_from list show grant" -f -a "grant" -d 'Record a benefit that the catalog does not know'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l category -d 'Only one category' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l offer -d 'Only what comes with one offer' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l status -d 'Only one status: available, pending, active or ended' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l category -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l product -d 'Its name' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l offer -d 'The offer it comes with' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l competency -d 'The competency it comes with; else that of the oldest membership of the offer' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l benefit-type -d 'core, or incremental per competency' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l quantity -d 'How many units the program grants' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l kind -d 'Azure: monthly or bulk' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l amount -d 'Azure: the credit a month or a year' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l seats-per-key -d 'License: the seats of one key' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l languages -d 'Software: the languages it comes in, as en-US,nl-NL' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l os -d 'Software: the operating systems it runs on' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l download-url -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l redeem-url -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l instructions -d 'What to tell those who get keys' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l activate-by -d 'The last day to activate or redeem' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l ends-on -d 'The last day to use it; else that of the membership' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand benefits; and __fish_seen_subcommand_from grant" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -f -a "list" -d 'List software, and how many keys there are of each'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -f -a "show" -d 'Show one product, with who holds which key'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -f -a "add-keys" -d 'Add product keys, one a line'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -f -a "get-keys" -d 'Take keys that nobody holds, and show them'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -f -a "activation" -d 'Record that a machine was activated with a key'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -f -a "return" -d 'Take a key back from its holder'
complete -c mpn -n "__fish_mpn_using_subcommand software; and not __fish_seen_subcommand_from list show add-keys get-keys activation return retire" -f -a "retire" -d 'Put a key out of use for good'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l type -d 'mak, retail, static, oem or custom' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l activations -d 'How often each key can be activated' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l text -d 'Keys that are not 5×5: 4 to 64 printable characters'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from add-keys" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l count -d 'How many keys' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l for -d 'Who is to hold them; - reads emails from standard input, one key each' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l language -d 'The language, as en-US' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l os -d 'The operating system' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l forfeit-refund -d 'Give up a refund that is still open'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from get-keys" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l machine -d 'The machine\'s name' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l reimage -d 'The machine was installed anew'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l unchanged -d '… and its hardware is the same'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l forfeit-refund -d 'Give up a refund that is still open'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from activation" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from return" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand software; and __fish_seen_subcommand_from retire" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -f -a "list" -d 'List Azure credit, and who has it'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -f -a "show" -d 'Show one credit, and who has it since when'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -f -a "assign" -d 'Let a user have the credit'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -f -a "remove" -d 'Take monthly credit from a user'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and not __fish_seen_subcommand_from list show assign remove transfer" -f -a "transfer" -d 'Move bulk credit to another user, within the enrollment year'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand azure; and __fish_seen_subcommand_from transfer" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -f -a "list" -d 'List all seats, free ones too'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -f -a "show" -d 'Show the seats of one benefit, or one seat'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -f -a "assign" -d 'Give a user a seat'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -f -a "unassign" -d 'Take a seat from its holder'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -f -a "reassign" -d 'Move a seat from one user to another'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and not __fish_seen_subcommand_from list show assign unassign reassign free" -f -a "free" -d 'Tell how many seats are free, and when more will be'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from unassign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from reassign" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l at -d 'Free by that day; today unless given' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l need -d 'Also the first day on which so many are free' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand vs; and __fish_seen_subcommand_from free" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -f -a "list" -d 'List license keys, and where each was redeemed'
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -f -a "show" -d 'Show one license benefit, its keys and what runs of it'
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -f -a "add-keys" -d 'Add license keys, one a line'
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -f -a "redeem" -d 'Redeem a key, once and for all; the key is shown to be entered in the portal'
complete -c mpn -n "__fish_mpn_using_subcommand license; and not __fish_seen_subcommand_from list show add-keys redeem replace" -f -a "replace" -d 'Ask for a replacement of a key that was redeemed by mistake'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l seats -d 'The seats of each key' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from add-keys" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l mode -d 'new, add-seats or extend' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l tenant -d 'The tenant it is redeemed on' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l confirm-tenant -d 'Another tenant than the organization\'s own, named a second time' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l seats-now -d 'The seats that run now, when they were bought elsewhere' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l ends-on -d '… and the day they end' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l already-done -d 'It was redeemed in the portal already; no key is shown'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l plan -d 'Show every outcome, and do nothing'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l forfeit-refund -d 'Give up a refund that is still open'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from redeem" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand license; and __fish_seen_subcommand_from replace" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -f -a "status" -d 'Show every support benefit: contract, incidents left, why it is not available'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -f -a "list" -d 'List all incidents'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -f -a "activate" -d 'Record that activation was asked for; the IDs come in some days'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -f -a "confirm" -d 'Take down Access ID and Contract ID, sealed'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -f -a "ids" -d 'Show Access ID and Contract ID; this is recorded'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -f -a "link" -d 'Record that a contract was linked to an account'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -f -a "check" -d 'Tell whether a product is covered, and by what'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -f -a "open" -d 'Open an incident, which deducts one'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -f -a "close" -d 'Close an incident; a duplicate or a bug is given back'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -f -a "count" -d 'Set how many incidents are left to what Support for Business shows'
complete -c mpn -n "__fish_mpn_using_subcommand support; and not __fish_seen_subcommand_from status list activate confirm ids link check open close count explain" -f -a "explain" -d 'Explain a message of the portals, for this ledger'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from activate" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l starts-on -d 'The contract\'s first day; else the membership\'s' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l ends-on -d 'The contract\'s last day; else the membership\'s' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from confirm" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from ids" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l account -d 'Any account, in the directory or not' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from link" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l product -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l version -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l cloud -d 'A cloud product'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l title -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l account -d 'Who opens it; without one it was opened in the portal' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l customer -d 'On behalf of a customer, on cloud support' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l product -d 'The product on premises; its version is checked' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l version -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from open" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l closed-as -d 'solved, duplicate or bug; `--as` says the same' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from close" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l remaining -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand support; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -f -a "status" -d 'Show the hours included, used, set aside and left'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -f -a "list" -d 'List all requests'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -f -a "request" -d 'Request a consultation, and set its estimated hours aside'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and not __fish_seen_subcommand_from status list request log" -f -a "log" -d 'Record the true hours of a consultation'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l scenario -d 'presales, deployment or marketplace' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l hours -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l title -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from request" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l hours -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand advisory; and __fish_seen_subcommand_from log" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -f -a "list" -d 'List Go-To-Market offers'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -f -a "show" -d 'Show one offer'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -f -a "contact" -d 'The marketing contact'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -f -a "activate" -d 'Record that activation was asked for'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and not __fish_seen_subcommand_from list show contact activate confirm" -f -a "confirm" -d 'Record that an offer is active, and until when'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -f -a "show" -d 'Show the marketing contact'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from contact" -f -a "set" -d 'Set the marketing contact, without whom nothing can be activated'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from activate" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l expires -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand gtm; and __fish_seen_subcommand_from confirm" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l check -d 'Tell whether a refund is still open, and why not; exit 5 if not'
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l confirm -d 'The request was granted: end the membership'
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l withdraw -d 'Take the request back'
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand status" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand status" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand status" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand status" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand status" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand status" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand status" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand status" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand status" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand status" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand status" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand status" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand status" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand status" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand status" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand status" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand status" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand status" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand status" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand due" -l within -d 'How far to look; 30 days unless given' -r
complete -c mpn -n "__fish_mpn_using_subcommand due" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand due" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand due" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand due" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand due" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand due" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand due" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand due" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand due" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand due" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand due" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand due" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand due" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand due" -l unused -d 'What is paid for and not used instead'
complete -c mpn -n "__fish_mpn_using_subcommand due" -l check -d 'Exit 11 if anything is due'
complete -c mpn -n "__fish_mpn_using_subcommand due" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand due" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand due" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand due" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand due" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand due" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l out -d 'The file; else standard output' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand calendar" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -f -a "lapse" -d 'What is lost when nothing is renewed'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and not __fish_seen_subcommand_from lapse purchase" -f -a "purchase" -d 'What another offer would bring'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l at -d 'By that day; else when the last membership has lapsed' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from lapse" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l competency -d 'What a Silver or Gold membership is bought for' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l price -d 'What it cost' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand what-if; and __fish_seen_subcommand_from purchase" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand why" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand why" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand why" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand why" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand why" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand why" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand why" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand why" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand why" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand why" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand why" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand why" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand why" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand why" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand why" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand why" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand why" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand why" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand why" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l out -d 'Keep the plan for `mpn apply`, with the ledger\'s head. It holds no key' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand plan" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l exit-code -d 'Exit 10 if there is something to do'
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l prune -d 'Whoever a [[seat]] table does not name loses the seat'
complete -c mpn -n "__fish_mpn_using_subcommand plan" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand plan" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand plan" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand plan" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand plan" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand apply" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l partial -d 'Do the rows that are ok, and report the rest; exit 5 if there is any'
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l prune -d 'Whoever a [[seat]] table does not name loses the seat'
complete -c mpn -n "__fish_mpn_using_subcommand apply" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand apply" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand apply" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand apply" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand apply" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -f -a "list" -d 'List what happened, the oldest first'
complete -c mpn -n "__fish_mpn_using_subcommand history; and not __fish_seen_subcommand_from list show" -f -a "show" -d 'Show one operation, whole'
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l user -d 'Only what concerned this user' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l benefit -d 'Only what concerned this benefit, or this seat or key' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l since -d 'Only what was recorded from that day on' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l command -d 'Only one command, or one noun: "vs assign", vs' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand history; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand undo" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand undo" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand undo" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand undo" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand undo" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand undo" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -f -a "info" -d 'Tell what ledger this is'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -f -a "head" -d 'Print the end of the log, to be kept elsewhere'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and not __fish_seen_subcommand_from info head verify" -f -a "verify" -d 'Tell whether the ledger holds together'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from info" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from head" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l against -d 'A head that was noted elsewhere, which the log must hold' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand ledger; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -f -a "list" -d 'List the programs'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -f -a "show" -d 'Print a program as TOML: the ledger\'s own unless another is named'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -f -a "check" -d 'Tell whether a file is a catalog that one could go by'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and not __fish_seen_subcommand_from list show check use" -f -a "use" -d 'Go by a changed catalog from now on'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand catalog; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand config; and not __fish_seen_subcommand_from show" -f -a "show" -d 'Tell every setting, and where its value came from'
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l ledger -d 'The ledger' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l as -d 'The acting user' -r
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l identity -d 'The secret that opens sealed keys' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l config -d 'Another config file' -r -F
complete -c mpn -n "__fish_mpn_using_subcommand completions" -s o -l output -d 'How data is written: table, tsv, json, jsonl, csv or markdown' -r
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l columns -d 'Which columns, in this order' -r
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l reason -d 'Why; kept with the operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l on -d 'The day a write took effect, when it is recorded later' -r
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l request-id -d 'The same id with the same request is answered again and done once' -r
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l as-of -d 'The ledger as the log stood at the end of a day, or after an operation' -r
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l wait -d 'How long to wait for a busy ledger, in seconds' -r
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l now -d 'A fixed clock, for tests and rehearsals' -r
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l color -d 'Whether text is colored' -r
complete -c mpn -n "__fish_mpn_using_subcommand completions" -s y -l yes -d 'Consent to what would be asked'
complete -c mpn -n "__fish_mpn_using_subcommand completions" -l no-input -d 'Never ask; it is never consent'
complete -c mpn -n "__fish_mpn_using_subcommand completions" -s n -l dry-run -d 'Decide and show a write without recording it'
complete -c mpn -n "__fish_mpn_using_subcommand completions" -s q -l quiet -d 'Only what a script wants'
complete -c mpn -n "__fish_mpn_using_subcommand completions" -s v -l verbose -d 'Tell more about what is done'
complete -c mpn -n "__fish_mpn_using_subcommand completions" -s h -l help -d 'Print help'
