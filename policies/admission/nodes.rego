# The node belongs to nobody's pod: what a namespace with a wider Pod Security standard may do ends at looking.
package bestek.admission.nodes

violation contains {"msg": msg} if {
	some container in containers
	container.securityContext.privileged == true
	msg := sprintf("container %q is privileged", [container.name])
}

violation contains {"msg": msg} if {
	some volume in input.review.object.spec.volumes
	volume.hostPath
	some container in containers
	some mount in container.volumeMounts
	mount.name == volume.name
	not mount.readOnly == true
	msg := sprintf("container %q may write to %q of the node", [container.name, volume.hostPath.path])
}

violation contains {"msg": msg} if {
	some volume in input.review.object.spec.volumes
	path := volume.hostPath.path
	endswith(path, ".sock")
	msg := sprintf("volume %q hands the node's socket %q to a pod", [volume.name, path])
}

containers contains container if some container in input.review.object.spec.containers

containers contains container if some container in input.review.object.spec.initContainers

containers contains container if some container in input.review.object.spec.ephemeralContainers
