import { verdict } from '../../domain/drill/verdict';
import { describeFinding } from '../../environments/refusal';
import { AwsError } from '../../operations/aws-error';
import { drill } from '../../operations/drill/drill';
import { InterruptedError, pace } from '../../operations/drill/pace';
import type { DrillClients, DrillRequest } from '../../operations/drill/request';
import { RefusedInputError } from '../exit-code';
import { clientOptions } from '../aws/clients';
import { drillText, leftoversText } from './drill-text';
import { listenForCancellation } from '../cancellation';
import type { ClientScope } from '../aws/clients';
import { progressOnStderr } from '../progress';

/**
 * The clients of a drill: for the account of the instance, and for that of the topic.
 * @param memberRoleArn the role to assume in the account of the instance
 */
export async function drillClients(options: ClientScope, topicRegion: string, memberRoleArn: string | undefined) {
  const [{ BackupClient }, { EC2Client }, { SNSClient }, { SQSClient }] = await Promise.all([
    import('@aws-sdk/client-backup'),
    import('@aws-sdk/client-ec2'),
    import('@aws-sdk/client-sns'),
    import('@aws-sdk/client-sqs'),
  ]);
  const inAccount = { ...clientOptions(options), ...(await memberCredentials(options, memberRoleArn)) };
  const atTopic = clientOptions({ ...options, region: topicRegion });
  return {
    backup: new BackupClient(inAccount),
    ec2: new EC2Client(inAccount),
    sns: new SNSClient(atTopic),
    sqs: new SQSClient(atTopic),
  };
}

/** The SDK renews them before they expire. */
async function memberCredentials(scope: ClientScope, roleArn: string | undefined) {
  if (roleArn === undefined) return {};
  const [{ STSClient }, { assumedRole }] = await Promise.all([
    import('@aws-sdk/client-sts'),
    import('../../operations/assumed-role'),
  ]);
  const sts = new STSClient(clientOptions(scope));
  return { credentials: () => assumedRole(sts, roleArn) };
}

/**
 * Runs a drill and prints its result.
 * @throws {RefusedInputError} when the drill does not prove that failure alerts arrive
 * @throws {AwsError} when AWS failed, or a resource of the drill remains
 */
export async function runDrill(
  clients: DrillClients,
  request: DrillRequest,
  { json }: { readonly json?: true },
): Promise<void> {
  const { progress, done } = progressOnStderr();
  const signals = listenForCancellation(() =>
    progress('interrupted: cleaning up; interrupt again to stop, and list what remains'),
  );
  const paces = { drill: pace(signals.first, progress), cleanUp: pace(signals.second, progress) };
  const { outcome, error, leftovers } = await drill(clients, request, paces).finally(() => {
    done();
    signals.dispose();
  });
  const findings = outcome === undefined ? [] : verdict(outcome);
  if (outcome) {
    const proven = findings.length === 0;
    const { vault, region, topicArn } = request;
    const report = { proven, vault, region, topicArn, ...outcome, findings, leftovers };
    console.log(json ? JSON.stringify(report, null, 2) : drillText(outcome));
  }
  if (leftovers.length > 0) console.error(leftoversText(leftovers));
  if (error instanceof InterruptedError) throw new RefusedInputError('The drill was interrupted and proves nothing.');
  if (error) throw error;
  if (findings.length > 0) {
    throw new RefusedInputError(`\nNot proven:\n\n${findings.map(describeFinding).join('\n\n')}`);
  }
  if (leftovers.length > 0)
    throw new AwsError('Failure alerts arrive, but not all resources of the drill were removed.');
  if (json) return;
  const { publisher, accountId } = request;
  console.log(
    publisher === undefined
      ? '\nProven: an alert arrives for a failed job, and none for a completed one.'
      : `\nProven: an alert arrives for a failed job in account ${accountId}.`,
  );
}
