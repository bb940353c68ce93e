"""LoRA on a 4-bit base model with Unsloth: one GPU, about half the memory and time of plain TRL.

    pip install unsloth
    python train_unsloth.py --dataset dataset/prompt-completion
"""

import argparse

# Before the others, which it patches.
from unsloth import FastLanguageModel
from unsloth.chat_templates import train_on_responses_only
from trl import SFTConfig, SFTTrainer

from poster_data import load, require_fit

parser = argparse.ArgumentParser()
parser.add_argument("--dataset", default="dataset/prompt-completion")
parser.add_argument("--model", default="unsloth/Qwen3-4B-Instruct-2507")
parser.add_argument("--output", default="adapter")
parser.add_argument("--max-length", type=int, default=32768)
parser.add_argument("--epochs", type=float, default=3)
options = parser.parse_args()

model, tokenizer = FastLanguageModel.from_pretrained(
    model_name=options.model,
    max_seq_length=options.max_length,
    load_in_4bit=True,
)
model = FastLanguageModel.get_peft_model(
    model,
    r=16,
    lora_alpha=32,
    lora_dropout=0,
    target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
    use_gradient_checkpointing="unsloth",
    random_state=0,
)

train = load(f"{options.dataset}/train.jsonl")
require_fit(train, tokenizer, options.max_length)
texts = train.map(
    lambda record: {
        "text": tokenizer.apply_chat_template(record["prompt"] + record["completion"], tokenize=False),
    },
    remove_columns=train.column_names,
)

trainer = SFTTrainer(
    model=model,
    processing_class=tokenizer,
    train_dataset=texts,
    args=SFTConfig(
        output_dir=options.output,
        dataset_text_field="text",
        max_length=options.max_length,
        packing=False,
        per_device_train_batch_size=1,
        gradient_accumulation_steps=8,
        learning_rate=2e-4,
        lr_scheduler_type="cosine",
        warmup_steps=10,
        num_train_epochs=options.epochs,
        optim="adamw_8bit",
        save_strategy="epoch",
        logging_steps=1,
        report_to="none",
    ),
)
# Loss on the answer alone. These markers are ChatML's (Qwen); other model families have their own.
trainer = train_on_responses_only(
    trainer, instruction_part="<|im_start|>user\n", response_part="<|im_start|>assistant\n"
)
trainer.train()
model.save_pretrained(options.output)
tokenizer.save_pretrained(options.output)
