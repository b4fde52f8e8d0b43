# The account that every namespace has, and that nobody chose, speaks to no API.
package bestek.admission.tokens

violation contains {"msg": msg} if {
	spec := input.review.object.spec
	object.get(spec, "serviceAccountName", "default") in {"", "default"}
	object.get(spec, "automountServiceAccountToken", true) != false
	msg := "the pod gets a token of the default service account: name an account of its own, or set automountServiceAccountToken to false"
}
