# Files of questions: conversations, every error, going on with an output, and refusals.
quoth batch questions.jsonl -s library
quoth batch questions.jsonl -s library -k 2 --explain -o explained.jsonl
quoth batch questions.jsonl -s library -k 2 --no-context -o alone.jsonl
quoth batch questions.jsonl -s library -k 2 --document papers/ --section mill -o some.jsonl
quoth batch - -s library -k 1 --quiet < questions.jsonl
cat > wrong.jsonl <<'END'
{"id": "ok", "question": "How long is the pier?"}
{"id": "ok", "question": "How long is the pier, again?"}
not json

[1, 2]
{"id": "none"}
{"id": 7, "question": "A number for an id?"}
{"id": "list", "question": ["How long?"]}
{"id": "history", "question": "How long?", "history": [1]}
{"id": "context", "question": "How long?", "context": "no"}
{"id": "empty", "question": "  "}
{"id": "surrogate", "question": "\ud800?"}
{"id": "nowhere", "question": "How long?", "restricted": {"documents": ["*.odt"]}}
{"id": "glob", "question": "How long?", "restricted": {"documents": [1]}}
{"id": "last", "question": "When was the harbour dredged?", "history": ["How long is the pier?"]}
END
python -c 'import json; print(json.dumps({"id": "long", "question": "why " * 3000}))' >> wrong.jsonl
printf '{"id": "bytes", "question": "\377"}\n' >> wrong.jsonl
printf '{"id": "torn", "question": "No end of the line?"}' >> wrong.jsonl
quoth batch wrong.jsonl -s library -k 1
quoth batch wrong.jsonl -s library -k 1 --quiet -o wrong-answers.jsonl
quoth batch wrong.jsonl -s library -k 1 -o wrong-answers.jsonl
quoth batch questions.jsonl -s library -k 2 -o answers.jsonl
cp answers.jsonl whole.jsonl
head -n 3 whole.jsonl > answers.jsonl
quoth batch questions.jsonl -s library -k 2 -o answers.jsonl
cmp answers.jsonl whole.jsonl
head -c 5000 whole.jsonl > answers.jsonl
quoth batch questions.jsonl -s library -k 2 -o answers.jsonl
cmp answers.jsonl whole.jsonl
quoth batch questions.jsonl -s library -k 3 -o answers.jsonl
quoth batch questions.jsonl -s library -k 2 --no-context -o answers.jsonl
quoth batch questions.jsonl -s library -k 2 --explain -o answers.jsonl
quoth batch questions.jsonl -s library -k 2 --document papers/ -o answers.jsonl
quoth batch questions.jsonl -s library/harbour.txt -k 2 -o answers.jsonl
tail -n 3 questions.jsonl | quoth batch - -s library -k 2 -o answers.jsonl
head -n 3 questions.jsonl | quoth batch - -s library -k 2 -o answers.jsonl
cmp answers.jsonl whole.jsonl
echo "no answers" > other.jsonl
quoth batch questions.jsonl -s library -k 2 -o other.jsonl
quoth batch questions.jsonl -s library -k 2 -o other.jsonl --overwrite
cmp other.jsonl whole.jsonl
quoth batch questions.jsonl -s library -o questions.jsonl
quoth batch questions.jsonl -s library -o library/harbour.txt
quoth batch questions.jsonl -s library -o library
quoth batch questions.jsonl -s library -o missing/answers.jsonl
quoth batch missing.jsonl -s library
quoth batch library -s library
quoth batch questions.jsonl -s library -o new.jsonl --frozen --index index-none
quoth batch /dev/null -s library
quoth batch /dev/null -s library -o nothing.jsonl
(quoth batch "$ROOT/eval/data/article.jsonl"; echo "code $?" >&2) | head -n 1
quoth batch "$ROOT/eval/data/article.jsonl" --quiet -o article-answers.jsonl
quoth verify article-answers.jsonl
