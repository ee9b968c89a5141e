# One question to the article that comes along, and to a library in every format.
quoth ask "Who is Malashenko?"
quoth ask "Who is Malashenko?"
quoth ask Who is Malashenko
quoth ask --json "How many people died in the gun battles in Dushanbe?"
quoth ask --explain "How many people died in the gun battles in Dushanbe?"
quoth ask --explain --json -k 2 "How many people died in the gun battles in Dushanbe?"
quoth --json -k 1 ask "When did Putin announce that Russia would help Rahmon?"
quoth ask --history "Who is Malashenko?" "What does he expect if membership is refused?"
quoth ask --history "What happened in Dushanbe?" --history "Who started it?" --json "How many were killed?"
quoth ask --history "Who is Malashenko?" --no-context --json "What does he expect if membership is refused?"
quoth ask --history "" "What does he expect?"
quoth ask -k 1 "who is malashenkos"
quoth ask -k 1000 --json "What is the EEU?"
quoth ask "Which quarks make up a proton?"
quoth ask --json "Which quarks make up a proton?"
quoth ask "What did Zaphod Beeblebrox steal in 1987?"
quoth ask ""
quoth ask "   "
quoth ask
printf 'Who is Malashenko?\n' | quoth ask -k 1
printf '\357\273\277Who is Malashenko?\r\n' | quoth ask -k 1 -
printf 'Who is \377?' | quoth ask
python -c 'print("why " * 3000)' | quoth ask
python -c 'print("why does Rahmon " * 500)' | quoth ask -k 1 --json
quoth ask --quiet "What is the EEU?" -s library
quoth ask "When did the mill burn down?" -s library
quoth ask "What did the miller pay in a year?" -s library -k 3
quoth ask --json "What did the miller pay in a year?" -s library -k 3
quoth ask --explain "How long is the pier?" -s library -k 2
quoth ask --json "How heavy is the bell?" -s library -k 1
quoth ask "When was the schooner Petrel launched?" -s library -k 1
quoth ask --json "When was the schooner Petrel launched?" -s library -k 1
quoth ask --json "Who steers the ferry?" -s library -k 1
quoth ask --json "What colour is the rail?" -s library -k 1
quoth ask "How many sacks were there in 1913?" -s library -k 2
quoth ask --document "*.pdf" "How heavy is the bell?" -s library -k 2
quoth ask --document papers/ --document letter-2 --json "What was painted?" -s library -k 2
quoth ask --section rent --explain "How much?" -s library
quoth ask --section rent --section crew --json "Who?" -s library -k 2
quoth ask --document "*.odt" "How heavy is the bell?" -s library
quoth ask --section "no such heading" "How heavy is the bell?" -s library
quoth ask --document "[" "How heavy is the bell?" -s library
quoth ask "Who keeps the lighthouse?" -s broken -k 1
quoth ask --quiet "Who keeps the lighthouse?" -s broken -k 1
quoth ask "Who keeps the lighthouse?" -s library/harbour.txt -s broken/good.txt -k 1
quoth ask --frozen "Who keeps the lighthouse?" -s broken/good.txt
quoth ask "Who?" -s missing
quoth ask "Who?" -s library/empty.txt
quoth ask "Who?" -s library/picture.png
quoth ask "Who?" -s broken/not.pdf
quoth ask "Who?" --index broken
quoth ask "Who?" --index index-of-nothing --frozen
quoth ask "Who?" --model no-such-model -s library/harbour.txt --index index-other
quoth ask "How long is the pier?" -s library/harbour.txt --index index-harbour -k 1
quoth ask "How long is the pier?" --index index-harbour -k 1
quoth ask "How long is the pier?" --index index-harbour -k 1 -s library/ferry.html
quoth ask "How long is the pier?" --index index-harbour -k 1 --model other
on-terminal quoth ask "How long is the pier?" -s library
on-terminal quoth ask --explain "What did the miller pay in a year?" -s library -k 2
on-terminal quoth ask "Which quarks make up a proton?" -s library -k 1
on-terminal env NO_COLOR=1 quoth ask --history "Who rents the mill?" "What did he pay?" -s library -k 1
on-terminal env COLUMNS=40 quoth ask "How heavy is the bell?" -s library -k 1
