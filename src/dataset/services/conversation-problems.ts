/** A conversation, whatever its format calls the speakers. */
export interface Speech {
  readonly role: string;
  readonly text: string;
}

/** What the roles are called in a format. */
export interface RoleNames {
  readonly system: string;
  readonly user: string;
  readonly assistant: string;
}

/**
 * What is wrong with a conversation to learn from: an optional system turn, then user and assistant in turns, the
 * assistant last, nobody silent.
 */
export function conversationProblems(turns: readonly Speech[], names: RoleNames): string[] {
  if (turns.length === 0) return ['the conversation is empty'];
  const known = new Set([names.system, names.user, names.assistant]);
  const stranger = turns.find(({ role }) => !known.has(role));
  if (stranger) return [`the role ${JSON.stringify(stranger.role)} is none of ${[...known].join(', ')}`];
  const spoken = turns[0]?.role === names.system ? turns.slice(1) : turns;
  const problems: string[] = [];
  if (spoken.some(({ role }) => role === names.system)) problems.push(`${names.system} may speak only first`);
  else if (spoken.some(({ role }, i) => role !== (i % 2 === 0 ? names.user : names.assistant)))
    problems.push(`${names.user} and ${names.assistant} must take turns, ${names.user} first`);
  if (turns.at(-1)?.role !== names.assistant) problems.push(`the last turn must be ${names.assistant}'s`);
  const silent = turns.findIndex(({ text }) => text.trim() === '');
  if (silent >= 0) problems.push(`turn ${silent + 1} is empty`);
  return problems;
}
