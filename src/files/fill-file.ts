/** Adds all there is to a file and finishes it; one that could not be filled is not left behind. */
export async function fillFile<T>(
  file: { finish(path: string): Promise<void>; discard(): Promise<void> },
  path: string,
  values: AsyncIterable<T>,
  add: (value: T) => Promise<void>,
): Promise<void> {
  try {
    for await (const value of values) await add(value);
  } catch (error) {
    await file.discard();
    throw error;
  }
  await file.finish(path);
}
