# What the programs say of themselves, and how they refuse.
quoth --help
quoth -h
quoth --version
quoth chat --help
quoth ask --help
quoth batch --help
quoth index --help
quoth verify --help
quoth-eval --help
quoth-eval --version
quoth-eval check --help
quoth-eval add --help
quoth-eval draft --help
quoth-eval draft --version
quoth aks "Who is Malashenko?"
quoth "Who is Malashenko?"
quoth ask --bad-option "Who?"
quoth ask --js "Who?"
quoth ask -k 0 "Who?"
quoth ask -k x "Who?"
quoth ask -k
quoth ask -s "" "Who?"
quoth index --include "[" -s library
quoth index --info --check
quoth index --exclude '*.md' --info -s library
quoth index --text harbour.txt --json -s library
quoth index --watch --frozen
quoth chat --port 80
quoth chat --web --json
quoth chat --web --port 99999
quoth chat --plain --web
quoth batch
quoth verify
quoth-eval
quoth-eval --limit 0 x
quoth-eval check
quoth-eval check --similar 101 x
quoth-eval add x
quoth-eval draft
quoth-eval set --compare a b
quoth-eval --compare a b --answers c
quoth-eval set --model a --model b --model c
quoth-eval set --answers a --rewritten
quoth-eval set --update-baseline --limit 3
quoth-eval set --report report.txt
