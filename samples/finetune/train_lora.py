"""LoRA on a 4-bit base model with TRL: one GPU, or several with accelerate.

    python train_lora.py --dataset dataset/prompt-completion
    accelerate launch --config_file accelerate/multi-gpu.yaml train_lora.py --dataset dataset/prompt-completion
"""

import argparse

import torch
from accelerate import PartialState
from peft import LoraConfig
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig
from trl import SFTConfig, SFTTrainer

from poster_data import load, require_fit

parser = argparse.ArgumentParser()
parser.add_argument("--dataset", default="dataset/prompt-completion")
parser.add_argument("--model", default="Qwen/Qwen3-4B-Instruct-2507")
parser.add_argument("--output", default="adapter")
parser.add_argument("--max-length", type=int, default=32768, help="tokens of prompt and answer together")
parser.add_argument("--epochs", type=float, default=3)
options = parser.parse_args()

tokenizer = AutoTokenizer.from_pretrained(options.model)
train = load(f"{options.dataset}/train.jsonl")
validation = load(f"{options.dataset}/validation.jsonl")
require_fit(train, tokenizer, options.max_length)

model = AutoModelForCausalLM.from_pretrained(
    options.model,
    dtype=torch.bfloat16,
    quantization_config=BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=torch.bfloat16,
    ),
    # Each process has the whole 4-bit model on its own GPU.
    device_map={"": PartialState().local_process_index},
)

trainer = SFTTrainer(
    model=model,
    processing_class=tokenizer,
    train_dataset=train,
    eval_dataset=validation,
    peft_config=LoraConfig(r=16, lora_alpha=32, lora_dropout=0.05, target_modules="all-linear", task_type="CAUSAL_LM"),
    args=SFTConfig(
        output_dir=options.output,
        max_length=options.max_length,  # The default of 1024 would cut every poster off.
        completion_only_loss=True,  # The paper is read, not learnt.
        packing=False,
        per_device_train_batch_size=1,
        per_device_eval_batch_size=1,
        gradient_accumulation_steps=8,
        gradient_checkpointing=True,
        learning_rate=2e-4,
        lr_scheduler_type="cosine",
        warmup_steps=10,
        num_train_epochs=options.epochs,
        bf16=True,
        eval_strategy="epoch" if validation else "no",
        save_strategy="epoch",
        logging_steps=1,
        report_to="none",
    ),
)
trainer.train()
trainer.save_model(options.output)  # the adapter alone, with the tokenizer
