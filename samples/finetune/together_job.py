"""A LoRA job on Together AI: upload, start, wait.

    pip install together
    export TOGETHER_API_KEY=…
    python together_job.py --dataset dataset/messages
"""

import argparse
import time

from together import Together

parser = argparse.ArgumentParser()
parser.add_argument("--dataset", default="dataset/messages", help="train.jsonl and validation.jsonl with `messages`")
parser.add_argument("--model", default="Qwen/Qwen3-8B", help="see Together's list for each model's longest example")
parser.add_argument("--epochs", type=int, default=3)
options = parser.parse_args()

client = Together()


def upload(side):
    return client.files.upload(file=f"{options.dataset}/{side}.jsonl", purpose="fine-tune", check=True).id


job = client.fine_tuning.create(
    model=options.model,
    training_file=upload("train"),
    validation_file=upload("validation"),
    n_evals=options.epochs,
    n_epochs=options.epochs,
    learning_rate=1e-4,
    lora=True,
    train_on_inputs=False,  # loss on the answer alone
    suffix="poster-stream",
)
print(job.id)

while (job := client.fine_tuning.retrieve(job.id)).status not in ("completed", "error", "cancelled"):
    print(job.status)
    time.sleep(60)
if job.status != "completed":
    raise SystemExit(f"{job.id}: {job.status}")
print(client.fine_tuning.retrieve(job.id))
