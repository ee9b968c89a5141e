# The chat line by line, its sessions, and what a chat on a terminal exports.
printf 'Who rents the mill?\nWhat did he pay?\n\nWhich quarks make up a proton?\n' | quoth chat --plain -s library -k 2
printf 'How long is the pier?\r\nwho\377\nwhy was it shortened?' | quoth -s library -k 1
printf 'How heavy is the bell?\n\n' | quoth chat --json -s library -k 1
printf 'When does the ferry leave?\nWho steers it?\n' | quoth chat --plain --explain -s library -k 1 --no-context
printf 'What was painted?\n' | quoth chat --plain -s library -k 2 --document 'letter-*' --section council
printf 'Is nothing kept?\n' | quoth chat --plain --no-save -s library -k 1
python -c 'print("why " * 3000)' | quoth chat --plain -s library
quoth chat --plain -s library
quoth chat --plain -s missing
printf 'and what is it made of?\n' | quoth chat --plain --resume -s library -k 1
printf 'and who pays for it?\n' | quoth chat --plain --resume -k 1
printf 'Is there any chat?\n' | quoth chat --plain --resume -s broken/good.txt -k 1
printf 'And now?\n' | quoth chat --plain --resume --quiet -s broken/good.txt -k 1
ls data/quoth/sessions | wc -l
for s in data/quoth/sessions/*who-rents*.jsonl; do quoth batch $s -s library -k 2; quoth verify $s -s library; done
for s in data/quoth/sessions/*who-rents*.jsonl; do quoth batch $s -k 1; done
sed -i 's/half past seven/nine/' library/ferry.html
printf 'When does the ferry leave now?\n' | quoth chat --plain --resume -s library -k 1
for s in data/quoth/sessions/*.jsonl; do echo 'no json' >> $s; done
printf 'Is the bell heavy?\n' | quoth chat --plain --resume -s library -k 1
printf 'Who is Malashenko?\nWhat does he expect if membership is refused?\n' | quoth chat --plain -k 1
printf 'How many died in the gun battles?\n' | quoth chat --plain --resume
# On a terminal: ask, export the chat as Markdown and as records, label the answer, leave.
on-terminal --press 'Ask the documents' 'When was the harbour dredged?\r' --press 'sure' '\x1b[27u' --press 'Alone' 'e' --press 'Exported' 'E' --press '.answers.jsonl' 't' --press 'Labelled' '\x11' quoth chat -s library -k 1
