import { arnOf } from '../../modules/core/naming';
import { parseCron } from '../../domain/schedule/cron';
import { checkTimezone } from '../../domain/schedule/timezone';
import { secondsOf } from '../clock';
import { Fault, isHere, page, type Input, type Operation, type OperationContext, type Place } from '../operation';

const API = 'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_';

interface Schedule extends Place {
  readonly name: string;
  /** As GetSchedule returns it. */
  described: Readonly<Record<string, any>>;
}

export interface SchedulesState {
  readonly schedules: Schedule[];
}

export function emptySchedules(): SchedulesState {
  return { schedules: [] };
}

type Context = OperationContext<SchedulesState>;

const ROUTE = '/schedules/{Name}';

/**
 * Schedules of EventBridge Scheduler, all in the group `default`. moto sets no defaults when it updates one, and fails without
 * an error of AWS in an unknown group.
 */
export const SCHEDULES: readonly Operation<SchedulesState>[] = [
  {
    action: 'scheduler:CreateSchedule',
    page: `${API}CreateSchedule.html`,
    route: `POST ${ROUTE}`,
    answer: (context) => {
      const { account, region, input, state } = context;
      const { Name } = input;
      refuseGroup(input['GroupName']);
      if (found(context)) throw new Fault('ConflictException', `Schedule ${Name} already exists.`, 409);
      const at = secondsOf(context.clock);
      const described = { ...scheduleOf(context), CreationDate: at, LastModificationDate: at };
      state.schedules.push({ account, region, name: Name, described });
      return { ScheduleArn: described.Arn };
    },
  },
  {
    action: 'scheduler:GetSchedule',
    page: `${API}GetSchedule.html`,
    route: `GET ${ROUTE}`,
    answer: (context) => {
      refuseGroup(context.input['groupName']);
      return existing(context).described;
    },
  },
  {
    action: 'scheduler:UpdateSchedule',
    page: `${API}UpdateSchedule.html`,
    route: `PUT ${ROUTE}`,
    answer: (context) => {
      refuseGroup(context.input['GroupName']);
      const schedule = existing(context);
      const { CreationDate } = schedule.described;
      const described = { ...scheduleOf(context), CreationDate, LastModificationDate: secondsOf(context.clock) };
      schedule.described = described;
      return { ScheduleArn: described.Arn };
    },
  },
  {
    action: 'scheduler:DeleteSchedule',
    page: `${API}DeleteSchedule.html`,
    route: `DELETE ${ROUTE}`,
    answer: (context) => {
      refuseGroup(context.input['groupName']);
      const { schedules } = context.state;
      schedules.splice(schedules.indexOf(existing(context)), 1);
      return undefined;
    },
  },
  {
    action: 'scheduler:ListSchedules',
    page: `${API}ListSchedules.html`,
    route: 'GET /schedules',
    answer: (context) => {
      const { input, state } = context;
      const { NamePrefix = '', State } = input;
      refuseGroup(input['ScheduleGroup']);
      const all = state.schedules
        .filter((one) => isHere(one, context) && one.name.startsWith(NamePrefix))
        .map(({ described }) => described)
        .filter((one) => State === undefined || one['State'] === State);
      const { part, ...next } = page(all, input['NextToken'], state);
      return { Schedules: part.map(summaryOf), ...next };
    },
  },
];

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ScheduleSummary.html */
function summaryOf({ Arn, Name, GroupName, State, Target, CreationDate, LastModificationDate }: Schedule['described']) {
  return { Arn, Name, GroupName, State, Target: { Arn: Target.Arn }, CreationDate, LastModificationDate };
}

/** What a request describes. A value that it does not contain gets its default, also when it updates a schedule. */
function scheduleOf({ account, region, input }: Context) {
  const { Name, ScheduleExpression, FlexibleTimeWindow, Target, ClientToken: _, ...optional } = input;
  refuseInvalid(input);
  return {
    ScheduleExpressionTimezone: 'UTC',
    State: 'ENABLED',
    ActionAfterCompletion: 'NONE',
    ...optional,
    Arn: arnOf('scheduler', { accountId: account, region }, `schedule/default/${Name}`),
    Name,
    GroupName: 'default',
    ScheduleExpression,
    FlexibleTimeWindow,
    Target: { ...Target, RetryPolicy: { ...DEFAULT_RETRY, ...Target.RetryPolicy } },
  };
}

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html */
const DEFAULT_RETRY = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };

function refuseInvalid({
  Name,
  ScheduleExpression,
  ScheduleExpressionTimezone,
  FlexibleTimeWindow,
  Target,
}: Input): void {
  if (!/^[0-9a-zA-Z\-_.]{1,64}$/.test(Name)) throw invalid('Name', Name);
  if (FlexibleTimeWindow?.Mode === undefined) throw invalid('FlexibleTimeWindow', FlexibleTimeWindow);
  for (const member of ['Arn', 'RoleArn']) {
    if (typeof Target?.[member] !== 'string') throw invalid(`Target.${member}`, Target?.[member]);
  }
  const { MaximumEventAgeInSeconds: age, MaximumRetryAttempts: attempts } = { ...DEFAULT_RETRY, ...Target.RetryPolicy };
  if (!(age >= 60 && age <= 86_400)) throw invalid('Target.RetryPolicy.MaximumEventAgeInSeconds', age);
  if (!(attempts >= 0 && attempts <= 185)) throw invalid('Target.RetryPolicy.MaximumRetryAttempts', attempts);
  try {
    // One-time and rate expressions are not read.
    if (!/^(?:at|rate)\(.+\)$/.test(ScheduleExpression)) parseCron(ScheduleExpression);
  } catch {
    throw invalid('ScheduleExpression', ScheduleExpression);
  }
  try {
    if (ScheduleExpressionTimezone !== undefined) checkTimezone(ScheduleExpressionTimezone);
  } catch {
    throw invalid('ScheduleExpressionTimezone', ScheduleExpressionTimezone);
  }
}

function invalid(member: string, value: unknown): Fault {
  return new Fault('ValidationException', `Invalid ${member}: ${String(value)}.`);
}

function refuseGroup(group: string | undefined): void {
  if (group === undefined || group === 'default') return;
  throw new Fault('ResourceNotFoundException', `Schedule group ${group} does not exist.`, 404);
}

function found(context: Context): Schedule | undefined {
  return context.state.schedules.find((one) => isHere(one, context) && one.name === context.input['Name']);
}

function existing(context: Context): Schedule {
  const schedule = found(context);
  if (!schedule) throw new Fault('ResourceNotFoundException', `Schedule ${context.input['Name']} does not exist.`, 404);
  return schedule;
}
