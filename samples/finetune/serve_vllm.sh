#!/bin/bash
# The base model with the adapter behind an OpenAI-compatible URL, http://localhost:8000/v1; the model's name is `poster`.
#   pip install vllm
#   bash serve_vllm.sh [ADAPTER] [MODEL]
set -euo pipefail
vllm serve "${2:-Qwen/Qwen3-4B-Instruct-2507}" --enable-lora --lora-modules "poster=${1:-adapter}" \
  --max-lora-rank 16 --max-model-len 32768
