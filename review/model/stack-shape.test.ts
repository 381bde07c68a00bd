import { stackProblem } from './stack-shape';

test.each([
  [{ terraform: {} }],
  [{ resource: {} }],
  [{ resource: { aws_kms_key: { k: {} } }, data: {}, output: { o: {} }, provider: { aws: [{}] }, locals: [] }],
])('D reads the Terraform JSON of a stack: %j', (json) => {
  expect(stackProblem(json)).toBeUndefined();
});

test.each([
  [{}, 'it has neither resources nor a terraform block'],
  [{ stacks: {} }, 'it has neither resources nor a terraform block'],
  [{ resource: [] }, 'resource is not an object'],
  [{ resource: { aws_kms_key: [] } }, 'resource.aws_kms_key is not an object'],
  [{ resource: { aws_kms_key: { k: null } } }, 'resource.aws_kms_key.k is not an object'],
  [{ terraform: {}, data: { aws_region: 'x' } }, 'data.aws_region is not an object'],
  [{ terraform: {}, output: { o: 'x' } }, 'output.o is not an object'],
  [{ terraform: {}, provider: 1 }, 'provider is not an object'],
  [{ terraform: 'x' }, 'terraform is not an object'],
])('D refuses JSON that is not Terraform JSON of a stack: %j', (json, problem) => {
  expect(stackProblem(json)).toBe(problem);
});
