// A bump allocator: one call of the kernel takes what it needs and the next call starts over. Nothing is collected.

/** Bytes past every block that vector loads and stores may touch. */
const SLACK: usize = 64;

let top: usize = 0;

/** Forgets every block. */
export function releaseAll(): void {
  top = (__heap_base + 15) & ~15;
}

/** A 16-byte aligned block; traps when the machine has no more memory. What it holds is whatever was there before. */
export function reserve(bytes: usize): usize {
  const block = top;
  top = (block + bytes + 15) & ~15;
  const have = <usize>memory.size() << 16;
  const need = top + SLACK;
  if (need > have && memory.grow(<i32>((need - have + 0xffff) >> 16)) < 0) unreachable();
  return block;
}

/** Lengthens the block that was reserved last, so that a list can grow at the end of memory. */
export function extend(bytes: usize): void {
  reserve(bytes);
}
