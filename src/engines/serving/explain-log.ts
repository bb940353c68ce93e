/** The last lines of a server's output, and what to do about them. */

const ADVICE: readonly [RegExp, string][] = [
  [
    /out of memory|OutOfMemory|No available memory for the cache blocks/i,
    'The GPU has too little memory free. See with nvidia-smi what else uses it, or put --max-model-len 16384 or another --gpu-memory-utilization into --serve-command.',
  ],
  [
    /does not recognize this architecture|not supported for now|cannot import name|No module named 'transformers/i,
    'The model is newer than the server: upgrade vLLM and Transformers (pip install -U vllm transformers).',
  ],
  [
    /gated repo|RepositoryNotFound|401 Client Error|Repository Not Found/i,
    'The hub does not give the model away: check its name, log in (hf auth login), or name a local folder.',
  ],
  [/address already in use/i, 'Another program took the port meanwhile: run the same command again.'],
  [/(?:not found|No such file)/i, 'Is it installed here, and on the PATH? --serve-command names another.'],
];

const LINES = 12;

export function explainLog(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const said = lines.slice(-LINES).map((line) => `  | ${line.slice(0, 300)}`);
  const [, advice] = ADVICE.find(([sign]) => sign.test(log.slice(-20_000))) ?? [];
  return [...said, ...(advice === undefined ? [] : [advice])].join('\n');
}
