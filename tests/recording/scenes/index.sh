# An index is built, described, checked, refreshed, and damaged.
quoth index -s library --index index
quoth index -s library --index index
quoth index -s library --index index --json
quoth index --index index --info
quoth index --index index --info --json
quoth index --index index --check
quoth index --index index --check --json
quoth index --index index --text harbour.txt
quoth index --index index --text papers/mill.md
quoth index --index index --text ferry.html
quoth index --index index --text bell.pdf
quoth index --index index --text papers/fleet.docx
quoth index --index index --text letter-2
on-terminal quoth index --index index --text ferry.html
quoth index --index index --text none.txt
echo "A crane was bought in 1923." >> library/harbour.txt
quoth index --index index --check
quoth index --index index --check --json
quoth ask "When was a crane bought?" --index index --frozen
quoth ask "When was a crane bought?" --index index -k 1
quoth ask "When was a crane bought?" --index index -k 1
mv library/ferry.html library/boat.html
echo "The weir was closed in 1930." > library/weir.txt
rm library/bell.pdf
quoth index --index index --json
quoth index --index index --check
touch library/weir.txt
quoth index --index index --check
quoth index --index index --exclude papers/ --exclude '*.jsonl'
quoth index --index index --info
quoth index --index index --include '*.md' --json
quoth index --index index
quoth index --index index --include '*.odt'
quoth index --index index --include '*'
quoth index -s library/harbour.txt --index index --info
quoth index -s library/harbour.txt --index index
quoth index --index index --info
quoth index --index index --quiet -s library
find index -type f -name '*.json' -exec sh -c 'echo garbage > "$1"' - {} ';'
quoth index --index index --check
quoth index --index index --check --json
quoth ask "When was a crane bought?" --index index
quoth ask "When was a crane bought?" --index index --frozen
quoth index --index index -s library
quoth index --index index --check
quoth index --index index-none --check
quoth index --index index-none --info
quoth index --index index-none --text harbour.txt
quoth index --index broken -s library
quoth index --index broken --check
quoth index --index library/harbour.txt -s library
quoth index -s broken --index index-broken
quoth index -s broken --index index-broken --json
quoth index -s broken --index index-broken --quiet
quoth index --index index-broken --info
quoth index --index index-broken --info --json
quoth index --index index-broken --check
quoth index -s broken/not.pdf
quoth index -s missing
quoth index -s library/harbour.txt -s broken/good.txt -s library/papers --index index-three --json
quoth index --index index-three --info
mkdir other; cp broken/good.txt library/harbour.txt other
quoth index -s broken/good.txt -s other --index index-clash
quoth index --index index-clash --info
quoth index -s library/papers -s library --index index-nested --json
quoth index -s library --frozen --index index-frozen
quoth index --json
quoth index --check
quoth index --text russia-offers-to-support-tajikistan.txt
# The watch is told of a new file, and ended.
cat > watch.sh <<'END'
lines() { until [ "$(wc -l < watched.jsonl)" -ge "$1" ]; do sleep 0.2; done; sleep 1; }
quoth index -s library --index index-watched --watch --json > watched.jsonl 2> watched.txt &
lines 1; echo "The lock was opened in 1931." > library/lock.txt
lines 2; rm library/weir.txt
lines 3; kill -TERM $!; wait $!
END
timeout 120 sh watch.sh
