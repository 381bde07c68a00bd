import { isDeepStrictEqual } from 'node:util';

import { arnOf } from '../../modules/core/naming';
import { secondsOf } from '../clock';
import { Fault, isHere, page, type Located, type Operation, type OperationContext } from '../operation';
import type { Tags } from '../tags';
import { refuseAbove, requireMembers, withTags } from './backup-input';
import { readPlan } from './backup-plan-input';

const API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';

type Document = Readonly<Record<string, unknown>> & { readonly BackupPlanName: string };

/** A version of a plan. */
interface PlanVersion {
  readonly VersionId: string;
  readonly plan: Document;
  /** In seconds since 1970. */
  readonly CreationDate: number;
}

/** A plan with its selections by ID. */
export interface StandInPlan extends Located {
  readonly id: string;
  /** As `BackupPlan` of the API. */
  plan: Document;
  /** As `BackupSelection` of the API. */
  readonly selections: Record<string, Readonly<Record<string, unknown>> & { readonly SelectionName: string }>;
  /** Oldest first; the last one is {@link plan}. */
  readonly versions?: PlanVersion[];
  readonly creatorRequestId?: string;
  tags?: Tags;
  /** In seconds since 1970. A deleted plan keeps its previous versions. */
  deletedAt?: number;
}

export interface BackupPlansState {
  readonly plans: StandInPlan[];
}

export function emptyBackupPlans(): BackupPlansState {
  return { plans: [] };
}

type Context = OperationContext<BackupPlansState>;

/** @throws {Fault} when the plan of the input does not exist */
export function planOf(context: Context): StandInPlan {
  const id = context.input['BackupPlanId'];
  const found = plansIn(context).find((one) => one.id === id);
  if (!found) throw new Fault('ResourceNotFoundException', `Cannot find Backup plan with ID ${id}`);
  return found;
}

export const BACKUP_PLANS: readonly Operation<BackupPlansState>[] = [
  {
    action: 'backup:CreateBackupPlan',
    page: `${API}CreateBackupPlan.html`,
    route: 'PUT /backup/plans',
    answer: createBackupPlan,
  },
  {
    action: 'backup:ListBackupPlans',
    page: `${API}ListBackupPlans.html`,
    route: 'GET /backup/plans',
    answer: (context) => {
      const { input, state } = context;
      const { part, ...next } = page(plansIn(context), input['nextToken'], state);
      const listed = part.map((one) => ({ ...identityOf(one, context), BackupPlanName: one.plan.BackupPlanName }));
      return { BackupPlansList: listed, ...next };
    },
  },
  {
    action: 'backup:GetBackupPlan',
    page: `${API}GetBackupPlan.html`,
    route: 'GET /backup/plans/{BackupPlanId}',
    answer: getBackupPlan,
  },
  {
    action: 'backup:ListBackupPlanVersions',
    page: `${API}ListBackupPlanVersions.html`,
    route: 'GET /backup/plans/{BackupPlanId}/versions',
    answer: (context) => {
      const one = planOf(context);
      const { part, ...next } = page(one.versions ?? [], context.input['nextToken'], context.state);
      const listed = part.map(({ plan, ...version }) => ({
        ...identityOf(one, context),
        ...version,
        BackupPlanName: plan.BackupPlanName,
      }));
      return { BackupPlanVersionsList: listed, ...next };
    },
  },
  {
    action: 'backup:UpdateBackupPlan',
    page: `${API}UpdateBackupPlan.html`,
    route: 'POST /backup/plans/{BackupPlanId}',
    answer: (context) => {
      const found = planOf(context);
      requireMembers(context.input, ['BackupPlan']);
      addVersion(found, readPlan(context.input['BackupPlan']), context);
      return identityOf(found, context);
    },
  },
  {
    action: 'backup:DeleteBackupPlan',
    page: `${API}DeleteBackupPlan.html`,
    route: 'DELETE /backup/plans/{BackupPlanId}',
    answer: (context) => {
      const found = planOf(context);
      if (Object.keys(found.selections).length > 0) {
        throw new Fault(
          'InvalidRequestException',
          'Related backup plan selections must be deleted prior to backup plan deletion',
        );
      }
      const deleted = identityOf(found, context);
      found.deletedAt = secondsOf(context.clock);
      found.versions?.pop();
      return { ...deleted, DeletionDate: found.deletedAt };
    },
  },
];

function createBackupPlan(context: Context) {
  const { account, region, input, state } = context;
  requireMembers(input, ['BackupPlan']);
  const { BackupPlan, BackupPlanTags = {}, CreatorRequestId } = input;
  const plans = plansIn(context);
  // The same request again returns the same plan.
  const known = plans.find((one) => CreatorRequestId !== undefined && one.creatorRequestId === CreatorRequestId);
  if (known) return identityOf(known, context);
  const plan = readPlan(BackupPlan);
  if (plans.some((one) => isDeepStrictEqual(withoutRuleIds(one.plan), withoutRuleIds(plan)))) {
    throw new Fault('AlreadyExistsException', 'Backup plan with the same plan document already exists');
  }
  refuseAbove('plans in a region', plans.length + 1);
  const tags = withTags({}, BackupPlanTags);
  const id = crypto.randomUUID();
  const created: StandInPlan = {
    account,
    region,
    id,
    plan,
    tags,
    selections: {},
    versions: [],
    creatorRequestId: CreatorRequestId,
  };
  addVersion(created, plan, context);
  state.plans.push(created);
  return identityOf(created, context);
}

/** Without a version, the current one. Only previous versions of a deleted plan still exist. */
function getBackupPlan(context: Context) {
  const { versionId, BackupPlanId } = context.input;
  if (versionId === undefined) return describe(planOf(context), undefined, context);
  const all = context.state.plans.filter((one) => isHere(one, context) && one.id === BackupPlanId);
  for (const one of all) {
    const version = one.versions?.find(({ VersionId }) => VersionId === versionId);
    if (version) return describe(one, version, context);
  }
  throw new Fault('ResourceNotFoundException', `Cannot find version ${versionId} of Backup plan ${BackupPlanId}`);
}

function describe(one: StandInPlan, version: PlanVersion | undefined, context: Context) {
  const { plan = one.plan, ...shown } = version ?? {};
  return {
    ...identityOf(one, context),
    ...shown,
    BackupPlan: plan,
    AdvancedBackupSettings: plan['AdvancedBackupSettings'],
    CreatorRequestId: one.creatorRequestId,
    DeletionDate: one.deletedAt,
  };
}

function plansIn(context: Context): StandInPlan[] {
  return context.state.plans.filter((one) => isHere(one, context) && one.deletedAt === undefined);
}

/** @returns the ARN of a plan */
export function planArn({ account = '', region, id }: StandInPlan): string {
  return arnOf('backup', { accountId: account, region }, `backup-plan:${id}`);
}

function identityOf(one: StandInPlan, { account }: Context) {
  const current = one.versions?.at(-1);
  return {
    BackupPlanId: one.id,
    BackupPlanArn: planArn({ account, ...one }),
    VersionId: current?.VersionId,
    CreationDate: current?.CreationDate,
    AdvancedBackupSettings: one.plan['AdvancedBackupSettings'],
  };
}

function addVersion(one: StandInPlan, plan: Document, context: Context): void {
  one.plan = plan;
  one.versions?.push({ VersionId: crypto.randomUUID(), plan, CreationDate: secondsOf(context.clock) });
}

function withoutRuleIds(plan: Document): unknown {
  const rules = (plan['Rules'] ?? []) as readonly Readonly<Record<string, unknown>>[];
  return { ...plan, Rules: rules.map(({ RuleId: _, ...rule }) => rule) };
}
