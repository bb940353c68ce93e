"""Full fine-tuning, every weight, sharded over several GPUs by DeepSpeed ZeRO-3.

    accelerate launch --config_file accelerate/zero3.yaml train_full.py --dataset dataset/prompt-completion
"""

import argparse

from transformers import AutoTokenizer
from trl import SFTConfig, SFTTrainer

from poster_data import load, require_fit

parser = argparse.ArgumentParser()
parser.add_argument("--dataset", default="dataset/prompt-completion")
parser.add_argument("--model", default="Qwen/Qwen3-4B-Instruct-2507")
parser.add_argument("--output", default="model")
parser.add_argument("--max-length", type=int, default=32768, help="tokens of prompt and answer together")
parser.add_argument("--epochs", type=float, default=2)
options = parser.parse_args()

tokenizer = AutoTokenizer.from_pretrained(options.model)
train = load(f"{options.dataset}/train.jsonl")
validation = load(f"{options.dataset}/validation.jsonl")
require_fit(train, tokenizer, options.max_length)

trainer = SFTTrainer(
    # By name, so that the trainer loads it after DeepSpeed is set up: no process ever holds the whole model.
    model=options.model,
    processing_class=tokenizer,
    train_dataset=train,
    eval_dataset=validation,
    args=SFTConfig(
        output_dir=options.output,
        model_init_kwargs={"dtype": "bfloat16"},
        max_length=options.max_length,  # The default of 1024 would cut every poster off.
        completion_only_loss=True,
        packing=False,
        per_device_train_batch_size=1,
        per_device_eval_batch_size=1,
        gradient_accumulation_steps=4,
        gradient_checkpointing=True,
        learning_rate=1e-5,  # a tenth or less of LoRA's: every weight moves
        lr_scheduler_type="cosine",
        warmup_steps=10,
        num_train_epochs=options.epochs,
        bf16=True,
        eval_strategy="epoch" if validation else "no",
        save_strategy="epoch",
        save_total_limit=1,
        logging_steps=1,
        report_to="none",
    ),
)
trainer.train()
trainer.save_model(options.output)
