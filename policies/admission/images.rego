# Nothing runs that did not come through the platform's own registry, where what was copied first is what everyone gets.
package bestek.admission.images

violation contains {"msg": msg} if {
	some container in containers
	not startswith(container.image, sprintf("%s/", [input.parameters.mirror]))
	msg := sprintf("container %q runs %q, which is not from %s", [container.name, container.image, input.parameters.mirror])
}

violation contains {"msg": msg} if {
	some container in containers
	not fixed(container.image)
	msg := sprintf("container %q runs %q, which names no fixed version: state a tag other than latest, or a digest", [container.name, container.image])
}

# The part behind the last slash: before it a colon stands for the registry's port.
fixed(image) if {
	last := regex.replace(image, `^.*/`, "")
	contains(last, "@sha256:")
}

fixed(image) if {
	last := regex.replace(image, `^.*/`, "")
	not contains(last, "@")
	parts := split(last, ":")
	count(parts) == 2
	not parts[1] in {"", "latest"}
}

containers contains container if some container in input.review.object.spec.containers

containers contains container if some container in input.review.object.spec.initContainers

containers contains container if some container in input.review.object.spec.ephemeralContainers
