"""Posters for the papers of an exported file, by a model behind an OpenAI-compatible URL (serve_vllm.sh, Together, …).

    python infer_served.py --url http://localhost:8000/v1 --model poster > predictions.jsonl
    poster-stream evaluate predictions.jsonl dataset/prompt-completion/test.jsonl

The key is read from OPENAI_API_KEY; vLLM takes any.
"""

import argparse
import json
import os
from concurrent.futures import ThreadPoolExecutor

from openai import OpenAI

from poster_data import read_records

parser = argparse.ArgumentParser()
parser.add_argument("--url", default="http://localhost:8000/v1")
parser.add_argument("--model", default="poster")
parser.add_argument("--papers", default="dataset/prompt-completion/test.jsonl")
parser.add_argument("--max-tokens", type=int, default=8192)
parser.add_argument("--concurrency", type=int, default=8)
options = parser.parse_args()

client = OpenAI(base_url=options.url, api_key=os.environ.get("OPENAI_API_KEY", "none"))


def answer(record):
    reply = client.chat.completions.create(
        model=options.model, messages=record["prompt"], temperature=0, max_tokens=options.max_tokens
    )
    return reply.choices[0].message.content


with ThreadPoolExecutor(options.concurrency) as pool:
    for text in pool.map(answer, read_records(options.papers)):  # in the papers' order
        print(json.dumps({"prediction": text}, ensure_ascii=False), flush=True)
