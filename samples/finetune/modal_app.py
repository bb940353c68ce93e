"""The TRL recipe on one of Modal's GPUs; the data set goes up, the adapter stays in a volume.

    pip install modal && modal setup
    modal run modal_app.py --dataset dataset/prompt-completion
    modal volume get poster-stream /adapter adapter
"""

import subprocess
from pathlib import Path

import modal

HERE = Path(__file__).parent
HOURS = 60 * 60

app = modal.App("poster-stream-finetune")
volume = modal.Volume.from_name("poster-stream", create_if_missing=True)
image = (
    modal.Image.debian_slim(python_version="3.12")
    .uv_pip_install("torch", "trl>=1.0", "peft", "bitsandbytes", "datasets", "accelerate")
    .env({"HF_HOME": "/volume/models"})  # base models are downloaded once
    .add_local_file(HERE / "train_lora.py", "/root/train_lora.py")
    .add_local_file(HERE / "poster_data.py", "/root/poster_data.py")
)


@app.function(image=image, gpu="A100-80GB", volumes={"/volume": volume}, timeout=12 * HOURS)
def train(model: str, max_length: int):
    subprocess.run(
        ["python", "/root/train_lora.py", "--dataset", "/volume/dataset", "--output", "/volume/adapter"]
        + ["--model", model, "--max-length", str(max_length)],
        check=True,
    )
    volume.commit()


@app.local_entrypoint()
def main(
    dataset: str = "dataset/prompt-completion",
    model: str = "Qwen/Qwen3-4B-Instruct-2507",
    max_length: int = 32768,
):
    with volume.batch_upload(force=True) as batch:
        batch.put_directory(dataset, "/dataset")
    train.remote(model, max_length)
