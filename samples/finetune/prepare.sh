#!/bin/bash
# Stored examples → one data set a trainer, all with the same papers on the same sides.
#   bash prepare.sh OUTPUT_DIR [DATASET_DIR] [MAX_INPUT_TOKENS]
# OUTPUT_DIR is what `poster-stream --output-dir` wrote, or a file of raw records (`--format raw`).
set -euo pipefail
examples=$1
dataset=${2:-dataset}
tokens=${3:-24000}

# Split whole papers first: cut ones could no longer be told apart.
mkdir -p "$dataset"
poster-stream export "$examples" --format raw -o "$dataset/all.jsonl"
poster-stream split "$dataset/all.jsonl" --test 0.1 --validation 0.05 -o "$dataset/raw"

for side in train validation test; do
  shape() {
    poster-stream export "$dataset/raw/$side.jsonl" --max-input-tokens "$tokens" --truncate sections --quiet "$@"
  }
  mkdir -p "$dataset/prompt-completion" "$dataset/messages"
  shape --format prompt-completion --as messages -o "$dataset/prompt-completion/$side.jsonl"
  shape --format messages -o "$dataset/messages/$side.jsonl"
done

# A folder for LLaMA-Factory: the program writes its dataset_info.json beside the records.
poster-stream export "$dataset/raw/train.jsonl" --max-input-tokens "$tokens" --truncate sections --quiet \
  --format sharegpt -o "$dataset/sharegpt/"

wc -l "$dataset"/prompt-completion/*.jsonl
