"""A form that asks in every way there is."""

EVERY_KIND = """
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:form="http://namespaces.plone.org/supermodel/form"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
  <field name="intro" type="collective.easyform.fields.RichLabel">
    <title>Before you begin</title>
    <rich_label>&lt;p&gt;Take your &lt;b&gt;time&lt;/b&gt;.&lt;/p&gt;
      &lt;script&gt;x()&lt;/script&gt;</rich_label></field>
  <field name="name" type="zope.schema.TextLine"><title>Your name</title>
    <description>As in letters</description><max_length>30</max_length></field>
  <field name="story" type="zope.schema.Text"><title>Your story</title>
    <required>False</required></field>
  <field name="mail" type="plone.schema.email.Email"><title>Your email</title>
    <required>False</required></field>
  <field name="page" type="zope.schema.URI"><title>The school's page</title>
    <required>False</required></field>
  <field name="friends" type="zope.schema.Int"><title>How many friends?</title>
    <required>False</required><min>0</min><max>99</max></field>
  <field name="hours" type="zope.schema.Float"><title>Hours of sleep</title>
    <required>False</required></field>
  <fieldset name="school" label="At school" description="Where you learn">
    <field name="since" type="zope.schema.Date"><title>Since when?</title>
      <required>False</required><min>2015-09-01</min></field>
    <field name="met" type="zope.schema.Datetime"><title>When did we meet?</title>
      <required>False</required></field>
    <field name="topic" type="zope.schema.Choice"><title>What is it about?</title>
      <values>
        <element key="music">Music</element>
        <element key="other">Something else</element></values></field>
    <field name="which" type="zope.schema.TextLine" easyform:depends_on="topic=other">
      <title>What else?</title></field>
    <field name="days" type="zope.schema.Set"><title>Which days?</title>
      <required>False</required>
      <value_type type="zope.schema.Choice"><values>
        <element>Mon</element><element>Tue</element><element>Wed</element></values>
      </value_type></field>
    <field name="bus" type="zope.schema.Bool"><title>I come by bus</title>
      <required>False</required></field>
    <field name="again" type="zope.schema.Bool"
           form:widget="z3c.form.browser.radio.RadioFieldWidget">
      <title>Again?</title><required>False</required></field>
    <field name="agreed" type="zope.schema.Bool" easyform:validators="isChecked">
      <title>I agree</title></field>
    <field name="about" type="collective.easyform.fields.Label">
      <title>Nearly done</title></field>
    <field name="secret" type="zope.schema.TextLine" easyform:THidden="True">
      <title>Secret</title></field>
  </fieldset>
</schema></model>
"""

# As a page sends it.
FILLED = {
    "name": "Tony Bread",
    "story": "",
    "mail": "tony@example.org",
    "page": "",
    "friends": "3",
    "hours": "",
    "since": "2020-09-02",
    "met": "2024-10-03T17:17",
    "topic": "music",
    "which": "",
    "days": ["Mon", "Wed"],
    "bus": "",
    "again": "true",
    "agreed": "selected",
}

# The guide's own: a text, and documents.
SHORT = """
<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
  <field name="text" type="zope.schema.Text"><title>About the documents</title></field>
  <field name="more" type="zope.schema.TextLine"><title>More</title>
    <required>False</required></field>
</schema></model>
"""
