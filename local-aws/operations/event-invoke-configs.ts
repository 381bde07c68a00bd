import { motoRest } from '../moto-rest';
import { Fault, FORWARD, type MotoClient, type Operation } from '../operation';

const API = 'https://docs.aws.amazon.com/lambda/latest/api/API_';

const ROUTE = '/2019-09-25/functions/{FunctionName}/event-invoke-config';

/** moto adds each configuration of asynchronous invocation to the earlier ones, and returns the first one. */
export const EVENT_INVOKE_CONFIGS: readonly Operation<object>[] = [
  {
    action: 'lambda:PutFunctionEventInvokeConfig',
    page: `${API}PutFunctionEventInvokeConfig.html`,
    route: `PUT ${ROUTE}`,
    answer: async ({ input, moto }) => {
      await call(moto, 'DELETE', input['FunctionName']);
      return FORWARD;
    },
  },
  {
    action: 'lambda:UpdateFunctionEventInvokeConfig',
    page: `${API}UpdateFunctionEventInvokeConfig.html`,
    route: `POST ${ROUTE}`,
    answer: async ({ input, moto }) => {
      const { FunctionName, ...changed } = input;
      const found = await call(moto, 'GET', FunctionName);
      if (!found.ok) {
        const message = `The function ${FunctionName} doesn't have an EventInvokeConfig`;
        throw new Fault('ResourceNotFoundException', message, 404);
      }
      const merged = { ...((await found.json()) as object), ...changed };
      await call(moto, 'DELETE', FunctionName);
      return (await call(moto, 'PUT', FunctionName, merged)).json();
    },
  },
];

function call(moto: MotoClient, method: string, FunctionName: string, body?: unknown): Promise<Response> {
  const path = ROUTE.replace('{FunctionName}', encodeURIComponent(FunctionName));
  return motoRest(moto, 'lambda', { method, path, body });
}
