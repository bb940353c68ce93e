"""The records that `prepare.sh` exported, for the Python recipes.

Nothing here knows the prompt: it was written once, by poster-stream, and stands in every record. Training reads
`prompt` and `completion`; inference reads `prompt` of the same kind of file, so the two cannot drift apart.

    python poster_data.py dataset/prompt-completion/train.jsonl     # checks a file; needs no package
"""

import json
import sys

COLUMNS = ("prompt", "completion")


def read_records(path):
    """Yields `{prompt: [message, …], completion: [message]}`; a ValueError names the line that is something else."""
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            record = json.loads(line)
            if sorted(record) != sorted(COLUMNS) or not isinstance(record["prompt"], list):
                raise ValueError(f"{path}:{number}: export with --format prompt-completion --as messages")
            yield record


def load(path):
    """A data set of conversational prompts and completions, as TRL takes it; None if the file has no records."""
    from datasets import Dataset

    records = list(read_records(path))
    return Dataset.from_list(records) if records else None


def require_fit(records, tokenizer, max_length):
    """Stops before training if an example is longer than `max_length` tokens.

    Trainers cut such examples without a word, and what they cut is the end: the poster.
    """
    longest = 0
    for number, record in enumerate(records, 1):
        turns = record["prompt"] + record["completion"]
        length = len(tokenizer.apply_chat_template(turns, tokenize=True, return_dict=True)["input_ids"])
        if length > max_length:
            raise SystemExit(
                f"example {number} has {length} tokens, more than {max_length}: "
                "raise --max-length, or run prepare.sh with fewer input tokens"
            )
        longest = max(longest, length)
    print(f"longest example: {longest} of {max_length} tokens", file=sys.stderr)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(name, sum(1 for _ in read_records(name)), "records")
