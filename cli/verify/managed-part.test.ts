import { parseEnvironments } from '../../environments/parse';
import { NOW } from '../../testing/environment-inputs';
import { fixtures } from '../../testing/fixtures';
import { managedPart } from './managed-part';

const { environments } = parseEnvironments([{ file: 'prod.ts', name: 'prod', input: fixtures.prod }], NOW);

test('X7 leaves out exactly what the stacks contain that Terraform no longer manages', () => {
  const [prod] = environments;
  if (!prod) throw new Error('there is no prod');
  const without = (...stacks: string[]) =>
    managedPart(prod, {
      removed: {
        prod: { file: 'f', text: '', value: { stacks } },
        dev: { file: 'd', text: '', value: { stacks: ['iam'] } },
      },
    });
  expect(managedPart(prod, { removed: {} })).toEqual(prod);
  expect(without('iam')).toEqual(prod);
  expect(without('ssm-backup')).toEqual({ ...prod, ssmBackup: 'none' });
  expect(without('backup')).toEqual({ ...prod, backup: { ...prod.backup, vaults: [], plans: [] } });
  const all = without('backup', 'notifications', 'ssm-backup');
  expect(all.backup).toMatchObject({ vaults: [], plans: [] });
  expect(all.notifications).toEqual({ ...prod.notifications, createdIn: [], topicArns: {}, subscriptions: [] });
});
