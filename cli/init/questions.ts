import type { Tree } from '../../domain/organization/tree';
import type { AnswerTexts, Question } from './answers';

/** A question with its flag: without a terminal, each that is asked needs its flag. */
export interface AskedQuestion {
  readonly question: Question;
  readonly flag: string;
  /** The value of the flag, for the help. */
  readonly value: string;
  readonly help: string;
  readonly message: string;
  /** The answer that a prompt proposes. @default - none */
  readonly proposal?: () => string | undefined;
  /** @default always */
  readonly isAsked?: (texts: AnswerTexts, tree: Tree | undefined) => boolean;
}

const isOrganization = ({ organization = '' }: AnswerTexts): boolean => organization !== '';

/** All questions, in their order. */
export const QUESTIONS: readonly AskedQuestion[] = [
  {
    question: 'organization',
    flag: '--organization-id',
    value: '<id>',
    help: 'the ID of your AWS organization, o-…; --no-organization for accounts without one',
    message: 'Organization ID (aws organizations describe-organization)',
  },
  {
    question: 'managementAccount',
    flag: '--management-account',
    value: '<account>',
    help: "the organization's management account",
    message: 'Management account',
    isAsked: isOrganization,
  },
  {
    question: 'root',
    flag: '--root-id',
    value: '<id>',
    help: "the organization's root, r-…, unless organization-tree.json has it",
    message:
      'Root of the organization, r-… (to take over its OUs, cancel, run npx backupctl organization pull, and start again)',
    isAsked: (texts, tree) => isOrganization(texts) && !tree,
  },
  {
    question: 'accounts',
    flag: '--account',
    value: '<name=account>',
    help: 'an environment and its account, such as dev=123456789012; once for each, in promotion order',
    message: 'Environments in promotion order, with their accounts: dev=123456789012, prod=…',
  },
  {
    question: 'service',
    flag: '--service',
    value: '<name>',
    help: 'the first part of the names of state buckets and keys',
    message: 'Service: the first part of the names of state buckets and keys',
    proposal: () => 'backup',
  },
  {
    question: 'region',
    flag: '--region',
    value: '<region>',
    help: 'the region of the environments',
    message: 'Region',
    proposal: () => process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'],
  },
  {
    question: 'timezone',
    flag: '--timezone',
    value: '<zone>',
    help: 'the IANA time zone of the schedule',
    message: 'Time zone',
    proposal: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
  },
  {
    question: 'schedule',
    flag: '--schedule',
    value: '<cron>',
    help: "when backups start, such as 'cron(0 3 * * ? *)'",
    message: 'Schedule of the backups: cron(minutes hours day-of-month month day-of-week year)',
    proposal: () => 'cron(0 3 * * ? *)',
  },
  {
    question: 'retention',
    flag: '--retention-days',
    value: '<days>',
    help: 'after how many days backups are deleted',
    message: 'Days after which backups are deleted',
    proposal: () => '35',
  },
  {
    question: 'recipients',
    flag: '--notify',
    value: '<recipient>',
    help: 'who is notified of failures: an email address, or the SSM parameter of an https address; once for each',
    message:
      'Who is notified of failures: email addresses, or SSM parameters of https addresses such as /backup/webhook',
  },
  {
    question: 'repository',
    flag: '--repository',
    value: '<owner/name>',
    help: 'the GitHub repository whose workflows deploy',
    message: 'GitHub repository, as owner/name',
  },
];

/** The questions that are asked after these answers. */
export function askedAfter(texts: AnswerTexts, tree: Tree | undefined): AskedQuestion[] {
  return QUESTIONS.filter(({ isAsked }) => isAsked?.(texts, tree) ?? true);
}
