/** JSON that somebody may have torn while writing it, or that was never ours: as good as absent. */
export function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
