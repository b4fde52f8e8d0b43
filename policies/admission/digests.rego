# What runs is what was copied and verified: a container names the content of its image, and it is one that was recorded.
package bestek.admission.digests

violation contains {"msg": msg} if {
	some container in containers
	not contains(container.image, "@")
	not repository(container.image) in input.parameters.namedByTag
	msg := sprintf("container %q runs %q, which names no digest: name the one that was recorded when it was copied", [container.name, container.image])
}

violation contains {"msg": msg} if {
	some container in containers
	parts := split(container.image, "@")
	count(parts) > 1
	not concat("@", array.slice(parts, 1, count(parts))) in recorded(repository(parts[0]))
	msg := sprintf("container %q runs %q, of which that content was never recorded: copy it first, and synthesize again", [container.name, container.image])
}

default recorded(_) := []

recorded(name) := input.parameters.digests[name]

# An image's name without the tag; before the last slash a colon stands for the registry's port.
repository(name) := regex.replace(name, `:[^/:]*$`, "")

containers contains container if some container in input.review.object.spec.containers

containers contains container if some container in input.review.object.spec.initContainers

containers contains container if some container in input.review.object.spec.ephemeralContainers
