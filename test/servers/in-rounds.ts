/**
 * Holds answers back until so many questions wait for one, and then lets them all go: so many are in flight at once,
 * however slowly they come.
 */
export function inRounds<Question, Answer>(
  size: number,
  answer: (question: Question) => Answer,
): (question: Question) => Promise<Answer> {
  let round = Promise.withResolvers<void>();
  let waiting = 0;
  return async (question) => {
    const { promise, resolve } = round;
    waiting += 1;
    if (waiting === size) {
      waiting = 0;
      round = Promise.withResolvers();
      resolve();
    }
    await promise;
    return answer(question);
  };
}
