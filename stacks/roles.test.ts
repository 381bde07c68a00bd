import { fixtures } from '../testing/fixtures';
import { answer, type Questions, questionsOf } from '../testing/iam/questions';
import { APPLY } from '../testing/iam/questions/apply';
import { policiesOf } from '../testing/iam/role-policies';
import { synthesizeAll } from '../testing/synthesized';

// What every role may do and what it may not, as IAM evaluates its policies and its boundary.

const stacks = synthesizeAll([fixtures.dev, fixtures.stg, fixtures.prod], fixtures.organization);

const ROLES: readonly (readonly [name: string, stack: string, role: string, questions: Questions])[] = [
  ['the apply role', 'prod-state-bootstrap', 'backupctl-apply', APPLY],
];

describe.each(ROLES)('E1 %s', (_name, stack, role, questions) => {
  const policies = policiesOf(stacks, stack, role);

  test.each(questionsOf(questions))('%s %s: %s', (may, action, _about, subject) => {
    expect(answer(policies, action, subject)).toBe(may);
  });
});
