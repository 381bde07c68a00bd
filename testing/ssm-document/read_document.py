"""Reads an Automation document from standard input, and writes what does not fit AWS's own models as JSON."""

import json
import sys

import botocore.session
import botocore.validate


def unknown_inputs(document):
    """API calls of the document that do not fit AWS's own models."""
    session = botocore.session.get_session()
    problems = []
    for step in document["mainSteps"]:
        inputs = dict(step["inputs"])
        if "Api" not in inputs:
            continue
        service = session.get_service_model(inputs.pop("Service"))
        operation = service.operation_model(inputs.pop("Api"))
        selector = inputs.pop("PropertySelector", None)
        inputs.pop("DesiredValues", None)
        for key, value in inputs.items():
            inputs[key] = as_list(value)
        report = botocore.validate.ParamValidator().validate(inputs, operation.input_shape)
        if report.has_errors():
            problems.append(step["name"] + ": " + report.generate_report())
        for path in [output["Selector"] for output in step.get("outputs", [])] + ([selector] if selector else []):
            member = path.split(".")[1].split("[")[0]
            if member not in operation.output_shape.members:
                problems.append(step["name"] + ": no " + member + " in the answer")
    return problems


def as_list(value):
    """Filters whose values are a whole list that an earlier step gives."""
    if not isinstance(value, list):
        return value
    return [
        {**item, "Values": [item["Values"]]} if isinstance(item, dict) and isinstance(item.get("Values"), str) else item
        for item in value
    ]


document = json.load(sys.stdin)
json.dump(unknown_inputs(document), sys.stdout)
