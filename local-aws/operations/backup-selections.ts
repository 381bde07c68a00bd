import { nameNotAllowed } from '../../domain/backup/names';
import { secondsOf } from '../clock';
import { Fault, page, type Operation, type OperationContext } from '../operation';
import { refuseAbove, refuseInvalid, requireMembers } from './backup-input';
import { type BackupPlansState, planOf } from './backup-plans';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

/** What a selection has without its settings. */
const NOTHING = {
  Resources: [],
  NotResources: [],
  ListOfTags: [],
  Conditions: { StringEquals: [], StringNotEquals: [], StringLike: [], StringNotLike: [] },
};

type Context = OperationContext<BackupPlansState>;

export const BACKUP_SELECTIONS: readonly Operation<BackupPlansState>[] = [
  {
    action: 'backup:CreateBackupSelection',
    page: `${API}CreateBackupSelection.html`,
    route: 'PUT /backup/plans/{BackupPlanId}/selections',
    answer: createBackupSelection,
  },
  {
    action: 'backup:ListBackupSelections',
    page: `${API}ListBackupSelections.html`,
    route: 'GET /backup/plans/{BackupPlanId}/selections',
    answer: (context) => {
      const { id, selections } = planOf(context);
      const { part, ...next } = page(Object.entries(selections), context.input['nextToken'], context.state);
      const listed = part.map(([SelectionId, { SelectionName, IamRoleArn }]) => ({
        BackupPlanId: id,
        SelectionId,
        SelectionName,
        IamRoleArn,
      }));
      return { BackupSelectionsList: listed, ...next };
    },
  },
  {
    action: 'backup:GetBackupSelection',
    page: `${API}GetBackupSelection.html`,
    route: 'GET /backup/plans/{BackupPlanId}/selections/{SelectionId}',
    answer: (context) => {
      const { plan, SelectionId, selection } = selectionOf(context);
      return { BackupPlanId: plan.id, SelectionId, BackupSelection: selection };
    },
  },
  {
    action: 'backup:DeleteBackupSelection',
    page: `${API}DeleteBackupSelection.html`,
    route: 'DELETE /backup/plans/{BackupPlanId}/selections/{SelectionId}',
    answer: (context) => {
      const { plan, SelectionId } = selectionOf(context);
      delete plan.selections[SelectionId];
      return undefined;
    },
  },
];

function createBackupSelection(context: Context) {
  const plan = planOf(context);
  requireMembers(context.input, ['BackupSelection']);
  const { BackupSelection } = context.input;
  requireMembers(BackupSelection, ['SelectionName', 'IamRoleArn']);
  const { SelectionName, ListOfTags, Resources, NotResources, Conditions } = BackupSelection;
  refuseInvalid(nameNotAllowed('selection', SelectionName, 'SelectionName'));
  if (Object.values(plan.selections).some((one) => one.SelectionName === SelectionName)) {
    throw new Fault('AlreadyExistsException', `Backup selection with the same name already exists: ${SelectionName}`);
  }
  for (const arns of [Resources ?? [], NotResources ?? []]) {
    const wild = arns.filter((arn: string) => arn.includes('*')).length;
    refuseAbove('ARNs with wildcards in a selection', wild);
    refuseAbove('ARNs without wildcards in a selection', arns.length - wild);
  }
  refuseAbove('tags in a selection', ListOfTags?.length ?? 0);
  refuseAbove('conditions in a selection', Object.values(Conditions ?? {}).flat().length);
  const SelectionId = crypto.randomUUID();
  plan.selections[SelectionId] = { ...NOTHING, ...BackupSelection };
  return { BackupPlanId: plan.id, SelectionId, CreationDate: secondsOf(context.clock) };
}

function selectionOf(context: Context) {
  const plan = planOf(context);
  const { SelectionId } = context.input;
  const selection = plan.selections[SelectionId];
  if (!selection) throw new Fault('ResourceNotFoundException', `Cannot find Backup selection with ID ${SelectionId}`);
  return { plan, SelectionId, selection };
}
