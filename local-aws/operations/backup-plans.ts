import { Fault, page, type Operation } from '../operation';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

/** A plan with its selections by ID. */
export interface StandInPlan {
  readonly region: string;
  readonly id: string;
  /** As `BackupPlan` of the API. */
  readonly plan: Record<string, unknown> & { readonly BackupPlanName: string };
  /** As `BackupSelection` of the API. */
  readonly selections: Record<string, Record<string, unknown> & { readonly SelectionName: string }>;
}

export interface BackupPlansState {
  readonly plans: StandInPlan[];
}

export function emptyBackupPlans(): BackupPlansState {
  return { plans: [] };
}

export const BACKUP_PLANS: readonly Operation<BackupPlansState>[] = [
  {
    action: 'backup:ListBackupPlans',
    page: `${API}ListBackupPlans.html`,
    route: 'GET /backup/plans',
    answer: ({ region, input, state }) => {
      const plans = state.plans.filter((one) => one.region === region);
      const { part, ...next } = page(plans, input['nextToken'], state);
      const listed = part.map(({ id, plan }) => ({ BackupPlanId: id, BackupPlanName: plan.BackupPlanName }));
      return { BackupPlansList: listed, ...next };
    },
  },
  {
    action: 'backup:GetBackupPlan',
    page: `${API}GetBackupPlan.html`,
    route: 'GET /backup/plans/{BackupPlanId}',
    answer: ({ region, input, state }) => {
      const { id, plan } = planOf(state, region, input['BackupPlanId']);
      return { BackupPlanId: id, BackupPlan: plan };
    },
  },
  {
    action: 'backup:ListBackupSelections',
    page: `${API}ListBackupSelections.html`,
    route: 'GET /backup/plans/{BackupPlanId}/selections',
    answer: ({ region, input, state }) => {
      const { id, selections } = planOf(state, region, input['BackupPlanId']);
      const { part, ...next } = page(Object.entries(selections), input['nextToken'], state);
      const listed = part.map(([SelectionId, { SelectionName }]) => ({ BackupPlanId: id, SelectionId, SelectionName }));
      return { BackupSelectionsList: listed, ...next };
    },
  },
  {
    action: 'backup:GetBackupSelection',
    page: `${API}GetBackupSelection.html`,
    route: 'GET /backup/plans/{BackupPlanId}/selections/{SelectionId}',
    answer: ({ region, input, state }) => {
      const { id, selections } = planOf(state, region, input['BackupPlanId']);
      const { SelectionId } = input;
      const selection = selections[SelectionId];
      if (!selection) throw new Fault('ResourceNotFoundException', `Selection ${SelectionId} does not exist`);
      return { BackupPlanId: id, SelectionId, BackupSelection: selection };
    },
  },
];

function planOf({ plans }: BackupPlansState, region: string, id: string): StandInPlan {
  const found = plans.find((one) => one.region === region && one.id === id);
  if (!found) throw new Fault('ResourceNotFoundException', `Backup plan ${id} does not exist`);
  return found;
}
