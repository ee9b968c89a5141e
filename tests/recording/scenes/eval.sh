# Questions of the article measured, gated, compared and reported; sets checked, drafted and grown.
quoth-eval "$ROOT/eval/data/article.jsonl"
quoth-eval "$ROOT/eval/data/article.jsonl" --json > article.json
quoth-eval "$ROOT/eval/data/article.jsonl" --quiet --annotate --report all.md --report all.html --report all.xml --report all.json
quoth-eval "$ROOT/eval/data/article.jsonl" --limit 40
quoth-eval "$ROOT/eval/data/article.jsonl" --rewritten --no-context --exclude-answered --quiet
quoth-eval "$ROOT/eval/data/article.jsonl" --model all-MiniLM-L6-v2 --model all-MiniLM-L6-v2 --limit 20
# Conversations, asked with what was said before and without.
mkdir talks && sed -n 120,180p "$ROOT/eval/data/article.jsonl" > talks/talks.jsonl
quoth-eval talks/talks.jsonl --report usual.json --timings timings.json --json --quiet > talks.json
sed -E 's/[0-9]+\.[0-9]+/<seconds>/g' timings.json; rm timings.json
quoth-eval talks/talks.jsonl --no-context --report plain.json
quoth-eval talks/talks.jsonl --rewritten --exclude-answered --limit 20
quoth-eval --compare plain.json usual.json
quoth-eval --compare usual.json all.json
quoth-eval --compare usual.json missing.json
quoth-eval --compare usual.json questions.jsonl
quoth batch talks/talks.jsonl -k 10 -o with.jsonl
quoth batch talks/talks.jsonl -k 10 -o without.jsonl --no-context
quoth-eval talks/talks.jsonl --answers with.jsonl --report with.json
quoth-eval talks/talks.jsonl --answers with.jsonl --update-baseline --quiet
quoth-eval talks/talks.jsonl --answers without.jsonl --report without.json
quoth-eval --compare with.json without.json --json --report compared.html --report compared.md --report compared.xml
printf '[tolerances]\nRR = 0.01\n[must-not-regress]\nquestions = ["conv-01-2", "conv-02-2"]\n' > talks/quoth-eval.toml
quoth-eval talks/talks.jsonl --answers with.jsonl --update-baseline --quiet
quoth-eval talks/talks.jsonl --answers without.jsonl --annotate --report worse.md --report worse.html --report worse.xml --report worse.json
quoth-eval --compare without.json with.json --gate talks/quoth-eval.toml
cp "$ROOT"/seeds/*.txt . && mkdir set && head -n 30 "$ROOT/eval/data/article.jsonl" > set/few.jsonl && tail -n 10 "$ROOT/eval/data/article.jsonl" >> set/few.jsonl
quoth-eval set/few.jsonl -s russia-offers-to-support-tajikistan.txt
quoth-eval set/few.jsonl
quoth-eval set/few.jsonl -s library
printf 'sources = ["../russia-offers-to-support-tajikistan.txt"]\n[floors]\n"Success@1" = 0.2\n[tolerances]\nRR = 0.01\n[must-not-regress]\nquestions = ["direct-01"]\n' > set/quoth-eval.toml
quoth-eval set/few.jsonl
quoth-eval set/few.jsonl --update-baseline
quoth-eval set/few.jsonl --report few.json
quoth-eval set/few.jsonl --no-context --report few.md
quoth-eval set/few.jsonl --update-baseline --report few.html
sed 's/0.2/0.99/' set/quoth-eval.toml > strict.toml
quoth-eval set/few.jsonl --gate strict.toml --annotate --report strict.md --report strict.xml --report strict.json --report strict.html
quoth-eval set/few.jsonl --gate strict.toml --json --quiet
quoth-eval --compare few.json strict.json --gate strict.toml
sed -i 's/tolerances/ceilings/' set/quoth-eval.toml; quoth-eval set/few.jsonl
echo '[floor]' > bad.toml; quoth-eval set/few.jsonl --gate bad.toml
echo '[floors' > bad.toml; quoth-eval set/few.jsonl --gate bad.toml
printf '[floors]\nMRR = 0.5\n' > bad.toml; quoth-eval set/few.jsonl --gate bad.toml
printf '[floors]\nRR = true\n' > bad.toml; quoth-eval set/few.jsonl --gate bad.toml
printf '[tolerances]\nRR = 2\n' > bad.toml; quoth-eval set/few.jsonl --gate bad.toml
printf '[must-not-regress]\nquestions = ["gone"]\n[floors]\nRR = 0.1\n' > bad.toml; quoth-eval set/few.jsonl --gate bad.toml --baseline set/few.baseline.json
echo > bad.toml; quoth-eval set/few.jsonl --gate bad.toml
quoth-eval set/few.jsonl --gate missing.toml
quoth-eval set/few.jsonl --baseline missing.json
sed -i 's/direct-02/direct-99/' set/few.jsonl; quoth-eval set/few.jsonl --gate strict.toml
quoth batch set/few.jsonl -s russia-offers-to-support-tajikistan.txt -k 10 -o answers.jsonl
quoth-eval set/few.jsonl --answers answers.jsonl --gate missing.toml
rm set/quoth-eval.toml
quoth-eval set/few.jsonl -s russia-offers-to-support-tajikistan.txt --answers answers.jsonl --report stored.json
head -n 20 answers.jsonl | quoth-eval set/few.jsonl -s russia-offers-to-support-tajikistan.txt --answers /dev/stdin
quoth-eval set/few.jsonl --answers questions.jsonl
cat > wrong.jsonl <<'END'
{"id": "a", "question": "How long is the pier?", "evidence": [{"document": "harbour.txt", "quote": "The pier is 340 meters long"}], "tags": ["follow-up"]}
{"id": "a", "question": "How long was the pier?", "evidence": [{"document": "harbour.txt", "quote": "The pier is 340 metres long"}], "tags": ["folow-up"]}
{"id": "b", "question": "Who pays?", "evidence": [], "answers": ["Ann"], "rewrite": "Who pays it?"}
{"id": "c", "question": "What is the"}
no json
{"id": "d", "question": "Where is it?", "history": ["How long is it?"], "evidence": [{"document": "none.txt", "quote": "x"}], "tags": ["draft"]}
END
quoth-eval check wrong.jsonl -s library
quoth-eval check wrong.jsonl -s library --json --quiet
quoth-eval check wrong.jsonl -s library --similar 60
quoth-eval check "$ROOT/eval/data/article.jsonl"
quoth-eval check missing.jsonl -s library
quoth-eval wrong.jsonl -s library
quoth-eval draft library/harbour.txt
quoth-eval draft library/papers/mill.md -n 2 -s library -o drafts.jsonl
quoth-eval draft library/papers/mill.md -o drafts.jsonl
quoth-eval draft library/harbour.txt -s library/papers
quoth-eval draft broken/good.txt
quoth-eval draft russia-offers-to-support-tajikistan.txt -n 30 --quiet
quoth-eval add drafts.jsonl grown.jsonl -s library --all
printf 't\nmill, rent\na\ns\n' | quoth-eval add drafts.jsonl grown.jsonl -s library
printf 'x\na\n' | quoth-eval add drafts.jsonl grown.jsonl -s library --tag reviewed
quoth-eval add wrong.jsonl grown.jsonl -s library --all --tag found
quoth-eval add drafts.jsonl drafts.jsonl -s library
quoth-eval add drafts.jsonl missing/grown.jsonl -s library
quoth-eval check grown.jsonl -s library
quoth-eval grown.jsonl -s library --json --quiet
# A folder in BEIR layout.
mkdir beir && cp library/letters.jsonl beir/corpus.jsonl
printf '{"_id": "1", "text": "What does the bridge need?"}\n{"_id": "2", "text": "Which colour is it?", "history": ["What was done with the rail?"], "rewrite": "Which colour is the rail?", "answers": ["green"]}\n{"_id": "3", "text": "Which quarks make up a proton?", "answerable": false}\n' > beir/queries.jsonl
printf 'query-id\tcorpus-id\tscore\n1\tletter-1\t1\n2\tletter-2\t1\n' > beir/qrels.tsv
quoth-eval beir
quoth-eval beir --json --rewritten --quiet
quoth-eval beir -s library
quoth-eval check beir
quoth-eval broken
