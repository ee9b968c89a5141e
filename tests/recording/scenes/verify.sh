# What has become of the citations of earlier answers.
quoth batch questions.jsonl -s library -k 2 -o answers.jsonl
quoth verify answers.jsonl -s library
quoth verify answers.jsonl -s library --json
quoth verify - -s library < answers.jsonl
printf '\nno json\n{"schema": "quoth.answer/1"}\n{"schema": "quoth.error/1"}\n{"schema": "other"}\n' > lines.jsonl
cat answers.jsonl lines.jsonl > mixed.jsonl
quoth verify mixed.jsonl -s library
quoth verify mixed.jsonl -s library --json
quoth verify answers.jsonl -s library --index index-none
quoth verify answers.jsonl
quoth verify /dev/null -s library
quoth verify missing.jsonl -s library
quoth verify answers.jsonl -s missing
sed -i '1s/^/A new first line.\n\n/' library/harbour.txt
sed -i 's/forty crowns/fifty crowns/' library/papers/mill.md
rm library/bell.pdf
cp broken/not.pdf library/not.pdf
quoth verify answers.jsonl -s library
quoth verify answers.jsonl -s library --json
quoth verify answers.jsonl -s library --quiet
quoth index -s library --index index-new --quiet
quoth verify answers.jsonl --index index-new
quoth verify answers.jsonl --index index-new -s library/harbour.txt
