/** Whether what was thrown is an error with this code, as Node's own have them (`ENOENT`). */
export const isCoded = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === code;
