import { Fault, isHere, type Operation, type OperationContext } from '../operation';
import { type Tags, withoutTags } from '../tags';
import { requireMembers, withTags } from './backup-input';
import { type BackupPlansState, planArn } from './backup-plans';
import type { BackupVaultsState } from './backup-vaults';
import type { RecoveryPointsState } from './recovery-points';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

type Context = OperationContext<BackupPlansState & BackupVaultsState & RecoveryPointsState>;

/** Tags of vaults, plans and recovery points. */
export const BACKUP_TAGS: readonly Operation<Context['state']>[] = [
  {
    action: 'backup:ListTags',
    page: `${API}ListTags.html`,
    route: 'GET /tags/{ResourceArn}',
    // A resource has 50 tags at most, and a page up to 1000.
    answer: (context) => ({ Tags: taggedOf(context).tags ?? {} }),
  },
  {
    action: 'backup:TagResource',
    page: `${API}TagResource.html`,
    route: 'POST /tags/{ResourceArn}',
    answer: (context) => {
      const tagged = taggedOf(context);
      requireMembers(context.input, ['Tags']);
      tagged.tags = withTags(tagged.tags ?? {}, context.input['Tags']);
      return undefined;
    },
  },
  {
    action: 'backup:UntagResource',
    page: `${API}UntagResource.html`,
    route: 'POST /untag/{ResourceArn}',
    answer: (context) => {
      const tagged = taggedOf(context);
      requireMembers(context.input, ['TagKeyList']);
      tagged.tags = withoutTags(tagged.tags ?? {}, context.input['TagKeyList']);
      return undefined;
    },
  },
];

function taggedOf(context: Context): { tags?: Tags } {
  const { account, input, state } = context;
  const arn = input['ResourceArn'];
  const found =
    state.vaults.find((one) => isHere(one, context) && one.vault['BackupVaultArn'] === arn) ??
    state.plans.find(
      (one) => isHere(one, context) && one.deletedAt === undefined && planArn({ account, ...one }) === arn,
    ) ??
    state.recoveryPoints.find((one) => isHere(one, context) && one.point.RecoveryPointArn === arn);
  if (!found) throw new Fault('ResourceNotFoundException', `Cannot find resource ${arn}`);
  return found;
}
