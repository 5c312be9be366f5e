/**
 * Object graphs field by field: what Java serialization does by default, without its stream.
 *
 * <pre>
 *   FieldCodec ─┬─ GraphWriter, Identities   one graph on its way out: what has been written already is a reference
 *               ├─ GraphReader, ReadFilter   one graph on its way in: every length is bounded, filters are asked
 *               └─ PlanTable                 class -&gt; Plan, number -&gt; Plan
 *                    └─ Planner              which classes get a plan, and which are left to Java serialization
 *                         ├─ ObjectPlan      fields: FieldGroup by class, FieldAccess, or FieldValues where finals are final
 *                         ├─ ArrayPlan, EnumPlan
 *                         ├─ EncodedPlan     what has an encoding of its own: values, collections, records
 *                         └─ RefusedPlan
 * </pre>
 *
 * <p>A graph is encoded here only if the result is what Java serialization would give. The class of every object in it has to
 * say nothing about serialization but {@code implements Serializable}, and to be the class that the cache's loader knows by
 * its name. One object of another kind, and the whole graph goes the other way: half a graph cannot keep identities.
 *
 * <p>{@link org.varve.codec.graph.field.GraphLayout} is the specification of the bytes. What may enter here: how the objects of a kind of
 * class are written and read, and the decision which classes are of that kind.
 */
package org.varve.codec.graph.field;
