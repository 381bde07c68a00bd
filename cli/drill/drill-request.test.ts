import { parseEnvironments } from '../../environments/parse';
import { NOW, type Parts, validEnvironment } from '../../testing/environment-inputs';
import { environmentDrill } from './drill-request';

const TOPIC = 'arn:aws:sns:ap-northeast-1:111111111111:existing';
const ROLE = 'arn:aws:iam::111111111111:role/existing';

function drillOf(change: (parts: Parts) => void) {
  const files = [{ file: 'dev.ts', name: 'dev', input: validEnvironment(change) }];
  const [environment] = parseEnvironments(files, NOW).environments;
  if (!environment) throw new Error('There is no environment.');
  const { topicArn, roleArn, refusals } = environmentDrill(environment, 'EC2', undefined);
  return { topicArn, roleArn, refusals };
}

test('X4 N8 a drill listens to the topic of the vault, and backs up as the role of the environment', () => {
  expect(drillOf(() => {})).toEqual({
    topicArn: 'arn:aws:sns:ap-northeast-1:111111111111:sns-backup-alertnotification',
    roleArn: 'arn:aws:iam::111111111111:role/service-role/AWSBackupServiceEC2Role',
    refusals: [],
  });
  expect(drillOf(({ environment }) => (environment.names = { backupRole: 'own' }))).toMatchObject({
    roleArn: 'arn:aws:iam::111111111111:role/service-role/own',
  });
  const existing = drillOf(({ environment, vault }) => {
    environment.iam = { backupRoleArn: ROLE };
    environment.notifications = { topicArns: { 'ap-northeast-1': `${TOPIC}-of-region` } };
    vault.topicArn = TOPIC;
  });
  expect(existing).toEqual({ topicArn: TOPIC, roleArn: ROLE, refusals: [] });
  const ofRegion = drillOf(({ environment }) => {
    environment.notifications = { topicArns: { 'ap-northeast-1': TOPIC } };
  });
  expect(ofRegion.topicArn).toBe(TOPIC);
});

test('N8 a drill refuses a vault that publishes nothing, and asks AWS for notifications that are not managed', () => {
  const messages = (notify: [] | 'unmanaged') =>
    drillOf(({ vault }) => (vault.notify = notify)).refusals.map(({ message }) => message);
  expect(messages([])).toEqual(['has no notifications: no one learns how its jobs end']);
  expect(messages('unmanaged')).toEqual([]);
});
