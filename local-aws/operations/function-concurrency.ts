import { motoRest } from '../moto-rest';
import { FORWARD, type MotoClient, type Operation } from '../operation';

/** moto leaves a reserved concurrency of 0 out, with which a function never runs. */
export const FUNCTION_CONCURRENCY: readonly Operation<object>[] = [
  {
    action: 'lambda:GetFunction',
    page: 'https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html',
    route: 'GET /2015-03-31/functions/{FunctionName}',
    answer: async ({ input, moto }) => {
      const path = `functions/${encodeURIComponent(input['FunctionName'])}`;
      const Concurrency = await read(moto, `/2019-09-30/${path}/concurrency`);
      if (Concurrency['ReservedConcurrentExecutions'] !== 0) return FORWARD;
      return { ...(await read(moto, `/2015-03-31/${path}`)), Concurrency };
    },
  },
];

async function read(moto: MotoClient, path: string): Promise<Record<string, unknown>> {
  return (await (await motoRest(moto, 'lambda', { method: 'GET', path })).json()) as Record<string, unknown>;
}
