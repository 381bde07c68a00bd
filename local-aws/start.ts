import { startMoto } from './moto';
import { startStandIn, type StandIn } from './stand-in';

/** moto with the stand-in before it. */
export interface LocalAws {
  readonly standIn: StandIn;
  /** What makes the AWS SDK, in this process or another one, ask here. */
  readonly variables: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/**
 * @param accountId the account of the credentials in `variables`
 * @param port 0 for a free one
 */
export async function startLocalAws(accountId: string, port = 0): Promise<LocalAws> {
  const moto = await startMoto(accountId);
  const standIn = await startStandIn(moto.url, port).catch(async (error: unknown) => {
    await moto.stop();
    throw error;
  });
  return {
    standIn,
    variables: {
      AWS_ENDPOINT_URL: standIn.url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      // Nothing of the machine's own.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PROFILE: '',
      AWS_SESSION_TOKEN: '',
    },
    stop: async () => {
      await standIn.stop();
      await moto.stop();
    },
  };
}
