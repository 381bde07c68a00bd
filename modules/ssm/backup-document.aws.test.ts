import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { backupDocument } from './backup-document';

const document = backupDocument({
  automationRoleArn: 'arn:aws:iam::111111111111:role/SSMAutomationRole',
  pruneFunctionName: 'lmd-del-backup-gen',
});

/** What of a document does not fit the models that AWS gives its Python SDK. */
function unknownInputs(read: unknown): string[] {
  const python = path.resolve('.venv', 'bin', 'python');
  const script = path.join(__dirname, '..', '..', 'testing', 'ssm-document', 'read_document.py');
  const { stdout, stderr, status } = spawnSync(python, [script], { input: JSON.stringify(read), encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

test("S7 every API call of the document fits AWS's model of it", () => {
  expect(unknownInputs(document)).toEqual([]);
});

test('S7 a call that AWS does not know so is found', () => {
  const [step] = document.mainSteps;
  const wrong = { ...document, mainSteps: [{ ...step, inputs: { ...step?.inputs, Filter: [] } }] };
  expect(unknownInputs(wrong)).toEqual([expect.stringContaining('Unknown parameter in input: "Filter"')]);
});
