import { isAllowed, type Policies } from './evaluate';
import type { Subject } from './resources';

/** Actions on a subject, by its name in the questions. */
type About = Readonly<Record<string, readonly [Subject, ...string[]]>>;

/** What a role must be able to do, and what it must not. */
export interface Questions {
  readonly may: About;
  readonly mayNot: About;
}

/** One question with its answer, as a test names it. */
export type Question = readonly [may: 'may' | 'may not', action: string, about: string, subject: Subject];

export function questionsOf({ may, mayNot }: Questions): Question[] {
  const list = (word: Question[0], about: About): Question[] =>
    Object.entries(about).flatMap(([name, [subject, ...actions]]) =>
      actions.map((action): Question => [word, action, name, subject]),
    );
  return [...list('may', may), ...list('may not', mayNot)];
}

export function answer(policies: Policies, action: string, subject: Subject): Question[0] {
  return isAllowed(policies, { ...subject, action }) ? 'may' : 'may not';
}
