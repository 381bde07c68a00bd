import { EC2 } from '@aws-sdk/client-ec2';
import { SSM } from '@aws-sdk/client-ssm';

import { AwsFault, type ApiCall, type AutomationRequest, type InvocationResult } from '../../domain/automation/request';
import { invokeLambda } from '../lambda';
import { functionConfiguration, lambdaFolder } from '../lambda-folder';
import type { MotoClient } from '../operation';

const SECONDS_OF_AN_INVOCATION = 3;

/** moto completes an image immediately. */
const SECONDS_OF_AN_IMAGE = 60;

/** Executes the requests of an automation: API calls in moto, and invocations with the built function. */
export class AutomationCloud {
  /** When each image is available, in seconds since the start of the execution. */
  private readonly availableAt = new Map<string, number>();

  /**
   * @param now seconds since the start of the execution
   * @throws {AwsFault}
   */
  async answer(request: AutomationRequest, now: number, moto: MotoClient): Promise<unknown> {
    switch (request.kind) {
      case 'call':
        return this.imagesAt(now, request, await call(request, moto));
      case 'invoke':
        return invoke(request.functionName, request.payload, moto);
      case 'action':
        // A step that an environment adds, such as a script, only has its place in the flow.
        return {};
      default:
        return request satisfies never;
    }
  }

  private imagesAt(now: number, { api }: ApiCall, answer: any): unknown {
    if (api === 'CreateImage') this.availableAt.set(answer.ImageId, now + SECONDS_OF_AN_IMAGE);
    if (api !== 'DescribeImages') return answer;
    const Images = answer.Images.map((image: any) =>
      now < (this.availableAt.get(image.ImageId) ?? 0) ? { ...image, State: 'pending' } : image,
    );
    return { ...answer, Images };
  }
}

async function call({ service, api, inputs }: ApiCall, moto: MotoClient): Promise<unknown> {
  const client: any = service === 'ec2' ? new EC2(moto) : service === 'ssm' ? new SSM(moto) : undefined;
  if (client === undefined) return {};
  try {
    const { $metadata: _, ...answer } = await client[api.charAt(0).toLowerCase() + api.slice(1)](forMoto(inputs));
    return answer;
  } catch (error) {
    if (error instanceof Error && '$metadata' in error) throw new AwsFault(error.name, error.message);
    throw error;
  } finally {
    client.destroy();
  }
}

/** moto cannot tag snapshots in CreateImage: a later step of the document tags them. */
function forMoto({ TagSpecifications, ...inputs }: any): unknown {
  if (TagSpecifications === undefined) return inputs;
  const supported = TagSpecifications.filter(({ ResourceType }: any) => ResourceType !== 'snapshot');
  return { ...inputs, TagSpecifications: supported };
}

/** Runs the built function in a separate process. */
async function invoke(name: string, payload: string, moto: MotoClient): Promise<InvocationResult> {
  const { endpoint, region, credentials } = moto;
  const lambda = lambdaFolder(name, undefined) ?? lambdaFolder(name, await functionConfiguration(name, moto));
  if (lambda === undefined) throw new AwsFault('ResourceNotFoundException', 'Function not found');
  const { result, error } = await invokeLambda(lambda, JSON.parse(payload), {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  });
  const answer = { StatusCode: 200, Payload: JSON.stringify(error ?? result), seconds: SECONDS_OF_AN_INVOCATION };
  return error ? { ...answer, FunctionError: 'Unhandled' } : answer;
}
