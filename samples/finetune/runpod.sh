#!/bin/bash
# The TRL recipe on a RunPod pod.
#   bash runpod.sh create                       makes a pod with one 80 GB GPU and prints its ssh address
#   bash runpod.sh train HOST PORT [DATASET]    copies recipe and data there, trains, brings the adapter back
# Needs runpodctl (configured with your API key), ssh and rsync. A pod costs money until you remove it:
#   runpodctl pod delete ID
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

create() {
  runpodctl pod create --name poster-stream --image runpod/pytorch:1.0.3-cu1281-torch291-ubuntu2404 \
    --gpu-id "NVIDIA A100 80GB PCIe" --container-disk-in-gb 40 --volume-in-gb 80 --ports 22/tcp
}

train() {
  local host=$1 port=$2 dataset=${3:-dataset/prompt-completion}
  local shell="ssh -p $port -o StrictHostKeyChecking=accept-new"
  rsync -az -e "$shell" "$here"/*.py "$here/requirements.txt" "root@$host:/workspace/recipe/"
  rsync -az -e "$shell" "$dataset/" "root@$host:/workspace/recipe/data/"
  $shell "root@$host" "cd /workspace/recipe && export HF_HOME=/workspace/models \
    && pip install -q -r requirements.txt && python train_lora.py --dataset data --output adapter"
  rsync -az -e "$shell" "root@$host:/workspace/recipe/adapter/" adapter/
}

case ${1:-} in
  create) create ;;
  train) shift && train "$@" ;;
  *) sed -n '2,6p' "$0" >&2 && exit 2 ;;
esac
