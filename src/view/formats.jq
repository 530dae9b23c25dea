# What jq has and jaq leaves to its own command line.
def @csv: [.[] | if . == null then ""
                 elif isstring then "\"" + (. / "\"" | join("\"\"")) + "\""
                 else tostring end] | join(",");
def @tsv: [.[] | if . == null then ""
                 else tostring | . / "\\" | join("\\\\") | . / "\t" | join("\\t")
                      | . / "\n" | join("\\n") | . / "\r" | join("\\r") end] | join("\t");
