"""Posters for the papers of an exported file, by the base model with the adapter, on this machine's GPU.

    python infer.py --adapter adapter --papers dataset/prompt-completion/test.jsonl > predictions.jsonl
    poster-stream evaluate predictions.jsonl dataset/prompt-completion/test.jsonl
"""

import argparse
import json
import sys

import torch
from peft import AutoPeftModelForCausalLM
from transformers import AutoTokenizer

from poster_data import read_records

parser = argparse.ArgumentParser()
parser.add_argument("--adapter", default="adapter")
parser.add_argument("--papers", default="dataset/prompt-completion/test.jsonl")
parser.add_argument("--max-new-tokens", type=int, default=8192)
options = parser.parse_args()

tokenizer = AutoTokenizer.from_pretrained(options.adapter)
model = AutoPeftModelForCausalLM.from_pretrained(options.adapter, dtype=torch.bfloat16, device_map="auto")
model.eval()

for record in read_records(options.papers):
    # The prompt as it was exported: word for word what the model was trained on.
    inputs = tokenizer.apply_chat_template(
        record["prompt"], add_generation_prompt=True, return_tensors="pt", return_dict=True
    ).to(model.device)
    with torch.inference_mode():
        output = model.generate(**inputs, max_new_tokens=options.max_new_tokens, do_sample=False)
    answer = tokenizer.decode(output[0, inputs["input_ids"].shape[1] :], skip_special_tokens=True)
    json.dump({"prediction": answer}, sys.stdout, ensure_ascii=False)
    print(flush=True)
